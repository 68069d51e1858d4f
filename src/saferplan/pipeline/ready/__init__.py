"""Ready mappings of events, a TOML each: the sets prescribed under section 17A, and the ISTV minimum data set."""
