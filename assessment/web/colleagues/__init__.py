"""Colleagues: whom one asks, what they answer, and what may be shown of it."""
