"""Files of the partnership's own partners, read by a saved mapping: what a supplier calls things, and where they stand."""
