"""Plain values in; charts, print HTML, PDF, markdown and calendar files out."""
