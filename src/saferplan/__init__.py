"""Saferplan: the yearly work of a community safety partnership, with every number traceable to its source."""

__version__ = "0.1.0"
