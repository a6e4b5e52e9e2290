"""Where an organisation says which CTO it needs."""
