"""Evidence: indicators, limits, change, comparison, facts. Tables in, rows out; no files, no clock, no chance."""
