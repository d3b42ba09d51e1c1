"""Step 2: consultations, coding, evidence, and which objectives come first (guidance "Needs assessment")."""
