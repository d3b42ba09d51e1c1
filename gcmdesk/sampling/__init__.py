"""Parts of the sample workspace, one module an area."""
