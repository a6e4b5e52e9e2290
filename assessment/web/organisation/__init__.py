"""What an organisation's administrators set: how its reports look."""
