"""What is asked of events with a time, an exact place or a key: day by hour, reporting, repeats, near repeats."""
