"""Every declared detector."""

from functools import cache

from saferplan.base.discovery import declarations
from saferplan.evidence import detectors
from saferplan.evidence.detector import Detector


@cache
def all_detectors() -> tuple[Detector, ...]:
    """Every declared detector, in the order of its file's name."""
    return tuple(declarations(detectors, Detector))
