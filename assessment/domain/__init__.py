"""Pure rules and value types of the product; standard library only."""
