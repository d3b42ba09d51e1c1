"""The sections: one module each, with `SECTION` at its end. Their order is that of the outlines."""
