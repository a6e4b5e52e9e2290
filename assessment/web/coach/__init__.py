"""What a coach works with: reports handed over, and what clients chose to share."""
