"""Records, queries, engine set-up and migrations."""
