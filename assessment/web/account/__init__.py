"""Coming back, taking everything away, deleting it."""
