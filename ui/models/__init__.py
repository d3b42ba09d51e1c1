"""Models for lists and tables: they hold tuples of frozen records, never mapped objects."""
