from saferplan.tables.schema import Column, Table

LOCAL_EVENT_COUNT = Table(
    name="local_event_count",
    description="Provisional counts of crimes from a force's extract, beside those of police.uk and the Home Office for the "
    "same months. Not for publication.",
    columns=(
        Column("mapping", "VARCHAR", "The mapping of the extract."),
        Column("supplier", "VARCHAR", "Who sends it."),
        Column("area_code", "VARCHAR", "The CSP."),
        Column("period", "VARCHAR", "The financial year, or the months from and to."),
        Column("first_month", "DATE", "Its first month."),
        Column("last_month", "DATE", "Its last month."),
        Column("category", "VARCHAR", "`(all)`, or a crime type of police.uk."),
        Column("events", "BIGINT", "Crimes in the extract, in this CSP, by the day they were reported where that is given; "
               "null where suppressed.", nullable=True),
        Column("unplaced", "BIGINT", "Crimes of the type in these months that could be put in no CSP: not among the events; "
               "null where suppressed.", nullable=True),
        Column("police_uk", "BIGINT", "Those of police.uk; null where a month was not supplied whole.", nullable=True),
        Column("home_office", "BIGINT", "Those of the Home Office; null where a quarter was not supplied.", nullable=True),
        Column("domestic_abuse", "BIGINT", "How many are flagged as domestic abuse; null too where suppressed.", nullable=True),
        Column("flag_known", "BIGINT", "Of how many the flag is known; null where suppressed.", nullable=True),
        Column("is_query", "BOOLEAN", "Whether a ratio lies outside 0.95 to 1.05, so that somebody should ask why; "
               "null where the events are suppressed.", nullable=True),
        Column("suppression", "VARCHAR", "Why the events are suppressed: small, or else a small figure could be worked out.",
               nullable=True, check="suppression IN ('small', 'secondary')"),
        Column("suppress_below", "INTEGER", "Under what a count is suppressed.", nullable=True),
    ),
    sort_key=("mapping", "area_code", "category"),
)  # fmt: skip
