"""Markdown in, a validated catalogue out."""
