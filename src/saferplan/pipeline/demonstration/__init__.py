"""The simulated borough: an imaginary force area, written in the publishers' file formats, and the truth about it.

Nothing here is about a real place or person. Exampleshire lies in the open North Sea; its streets, boundaries,
residents and crimes are computed from a seed each time they are asked for, so no file of them is kept.
"""

from .borough import simulate
from .truth import Truth, read_truth, truth_lines, write_truth

__all__ = ["Truth", "read_truth", "simulate", "truth_lines", "write_truth"]
