"""Registers: what is known of breaks in recording and of gaps in supply, as dated declarations with their source."""
