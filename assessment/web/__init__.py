"""The Flask surfaces."""
