"""One file per fact."""
