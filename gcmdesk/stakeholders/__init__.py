"""Who must be heard: register, relations, engagement (Step 1 of the guidance)."""
