"""What the operator of an installation looks at. Nobody's answers or results are shown here."""
