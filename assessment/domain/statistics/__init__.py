"""What may be said of a bank of questions from the people who took it here."""
