"""One file per chart of the reports."""
