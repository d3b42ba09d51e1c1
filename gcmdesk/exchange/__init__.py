"""Bytes that leave: the exporters' door, and the forms in which tables, records, quotes and texts go out."""
