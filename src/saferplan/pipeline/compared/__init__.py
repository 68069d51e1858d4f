"""Two editions side by side: what went into each, what moved between them, and what of the one can have moved the other."""
