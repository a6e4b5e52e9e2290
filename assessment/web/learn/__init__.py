"""Reading lessons, searching them, and logging what was done of them."""
