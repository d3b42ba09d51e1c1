"""What the areas say together: matrices, evidence and findings, search over everything."""
