"""Saferplan: the yearly work of a community safety partnership, with every number traceable to its source."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no float is summed across threads, and our matrices are small

__version__ = "0.1.0"
