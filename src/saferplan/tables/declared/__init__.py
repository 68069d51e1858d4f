"""One file per table of an edition."""
