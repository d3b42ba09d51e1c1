"""Step 6: reports that are kept, looked at, checked, and handed over."""
