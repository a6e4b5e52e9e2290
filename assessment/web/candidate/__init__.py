"""The candidate's own pages, opened by their own link."""
