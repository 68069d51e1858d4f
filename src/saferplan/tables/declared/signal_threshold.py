from saferplan.tables.schema import Column, Table

SIGNAL_THRESHOLD = Table(
    name="signal_threshold",
    description="How strange an alarm must be, by detector and category, and what that promises: found on worlds of chance made "
        "after the partnership's own history.",
    columns=(
        Column("detector", "VARCHAR", "The detector."),
        Column("category", "VARCHAR", "The category."),
        Column("title", "VARCHAR", "What it looks for."),
        Column("threshold", "DOUBLE", "In powers of ten of chance; null where it never spoke, for want of months.", nullable=True),
        Column("promise", "DOUBLE", "False signals that may begin in a quarter, all detectors together."),
        Column("onsets", "INTEGER", "False signals that began in the simulated quarters, all together; each world is judged at "
            "thresholds found on others."),
        Column("quarters", "DOUBLE", "Quarters simulated."),
        Column("a_quarter", "DOUBLE", "Their rate, which is brought to the promise."),
        Column("standard_error", "DOUBLE", "Of the rate."),
        Column("months", "INTEGER", "Months of history."),
        Column("seed", "INTEGER", "Of the worlds."),
    ),
    sort_key=("detector", "category"),
)  # fmt: skip
