"""Interviewing for a brief: kit, panel, candidates, scorecards, decisions."""

from assessment.web.interviews import candidates, rating, views
from assessment.web.interviews.surface import blueprint as interviews

__all__ = ["candidates", "interviews", "rating", "views"]
