"""Reports: what the release gate let through, told as a document.

Read in this order: `blocks` (what a report consists of), `section` and `sections/` (which make blocks), `outlines`
(ordered sections), `assembling` (an outline and released material become a `Report`), `word/` and `preview` (which
show the same blocks). Nothing outside of `word/` knows Word.
"""
