"""What is wrong with a hiring brief, where, why, and what would be right?"""
