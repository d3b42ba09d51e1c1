"""Which objectives come first: criteria, rounds, scores, votes, ranking and decision (Step 2 of the guidance)."""
