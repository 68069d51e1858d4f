"""The simulated borough: an imaginary country in the publishers' file formats, and the truth about it.

Nothing here is about a real place or person. Exampleshire and Mockshire, two police forces, lie in the open North Sea;
their streets, boundaries, residents and crimes are computed from a seed each time they are asked for, so no file of
them is kept. Beside what is promised there are traps: what published files do wrong, with known answers.
"""

from .borough import simulate
from .home_office import ISSUED
from .truth import Truth, read_truth, truth_lines, write_truth

__all__ = ["ISSUED", "Truth", "read_truth", "simulate", "truth_lines", "write_truth"]
