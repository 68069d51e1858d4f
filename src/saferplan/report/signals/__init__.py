"""Signals in a report: read from an edition, put into blocks."""
