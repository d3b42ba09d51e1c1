"""The six steps as work: checklists with status and evidence, guiding questions with answers."""
