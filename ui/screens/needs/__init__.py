"""The pages of Step 2: consultations, coding, evidence, priorities."""
