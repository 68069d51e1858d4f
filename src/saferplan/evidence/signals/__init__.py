"""From alarms to signals: what detectors find unusual, merged, kept apart from chance, followed from month to month."""
