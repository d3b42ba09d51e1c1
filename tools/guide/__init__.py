"""The user guide: one pass of a new user through the real window, by keyboard only, is its camera and its test.

    python -m tools.guide                    writes resources/guide anew: `make guide`

`walk` is the pass, `examples` what is typed in it, `page` makes a Markdown file of the chapters that the program itself
shows at F1 (`ui.guide`).
"""
