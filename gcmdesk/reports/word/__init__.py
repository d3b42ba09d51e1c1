"""The Word writer: blocks become Open XML.

`writing` puts a document together, `body` writes blocks, `runs` writes text and its direction, `charts` and `drawings`
what is drawn, `letterheads` reads templates, `package` is the file.
"""
