"""The numbers by which two passages are told to report the same thing, and how they came about.

Fitted by `benchmarks/fit_links.py`.
"""

NAMES = ("cosine", "beginnings", "first", "second", "pairs", "number", "speaker", "place", "quoted")
WEIGHTS = (1.0, 4.0, 1.0, 0.5, 2.0, 1.0, 0.5, -1.0, -0.5)
BIAS = -4.0

TOGETHER = 0.45
ALSO = 0.4
