"""Does the scoring engine say the truth about people whose true levels are known?

``python -m bench.study`` makes people, lets them answer forms, scores them and prints the figures
of MEASUREMENT.md 4 beside their targets. The people are not made by the scoring model: see
``world`` for what is assumed of them and ``answering`` for how they answer.
"""
