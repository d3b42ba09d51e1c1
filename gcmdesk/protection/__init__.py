"""Data protection as the law of the house: people, consent, release gate, registers and duties (guidance Tool 5)."""
