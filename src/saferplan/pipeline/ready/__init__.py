"""Ready mappings of events and figures, a TOML each: the sets prescribed under section 17A, and the ISTV minimum data set."""
