"""What people said: consultations, notes, coding (Step 2 of the guidance)."""
