"""Pages of step 1: the register and what is made of it."""
