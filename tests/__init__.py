"""One package, so that test modules of one name in two folders do not clash."""
