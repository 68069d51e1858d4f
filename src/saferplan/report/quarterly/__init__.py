"""The quarterly report: what it says, from figures that are computed when it is asked for."""
