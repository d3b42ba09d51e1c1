"""Pages of step 2: sessions and what is made of them."""
