"""Step 2: which objectives come first (guidance "Needs assessment")."""
