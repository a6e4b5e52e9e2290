"""Interviewing for a brief: kit, panel, scorecards, what may be compared, and what is watched."""
