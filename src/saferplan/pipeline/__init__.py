"""The order of things: from files in the inbox to an edition and its pages, readable from top to bottom."""

from datetime import date


def today() -> date:
    """The one place that asks the clock; everything below is told."""
    return date.today()
