"""Everything about the workspace's file: making, opening, checking, its history and its keys. One module a page."""
