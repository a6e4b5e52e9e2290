"""How answers become levels, ranges, gaps and priorities (MEASUREMENT.md 2)."""
