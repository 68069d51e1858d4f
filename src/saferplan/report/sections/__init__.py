"""The sections of a report that have no chart, a file each."""
