"""How are the readers of the brief's rules taught, and how right are they about a stranger?"""
