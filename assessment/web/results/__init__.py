"""A result, its trace and its answers."""
