"""Step 2: consultations, and which objectives come first (guidance "Needs assessment")."""
