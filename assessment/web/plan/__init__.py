"""The first ninety days."""
