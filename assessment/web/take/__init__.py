"""Beginning, answering and submitting a form."""
