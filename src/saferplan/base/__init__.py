"""Words that everyone shares: areas, periods, errors, disclosure, discovery. No input, no output."""
