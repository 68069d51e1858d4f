from saferplan.tables.schema import Column, Table


def _flag(name: str, what: str) -> Column:
    return Column(name, "BOOLEAN", f"Whether {what}; null where the supplier does not say.", nullable=True)


LOCAL_EVENT = Table(
    name="local_event",
    description="Events from partners' extracts, a row each. Partner data: no row may be shown outside the partnership.",
    columns=(
        Column("mapping", "VARCHAR", "The mapping it was read by."),
        Column("file_id", "INTEGER", "The file it stands in."),
        Column("line", "BIGINT", "Its row in the sheet."),
        Column("offence_code", "VARCHAR", "The Home Office's code, where it is known.", nullable=True),
        Column("offence_subgroup", "VARCHAR", "The Home Office's subgroup.", nullable=True),
        Column("category", "VARCHAR", "Type of police.uk, or the supplier's own of a local event; null where it is not known.",
               nullable=True),
        Column("unit", "VARCHAR", "What it is; null where its code and category are not known.", nullable=True,
               check="unit IN ('offence', 'asb_incident', 'local_event')"),
        Column("from_at", "TIMESTAMP", "When it happened or can first have happened, by the clock of the place."),
        Column("to_at", "TIMESTAMP", "When it can last have happened.", nullable=True),
        Column("is_time_known", "BOOLEAN", "Whether the supplier gives a time of day."),
        Column("reported_on", "DATE", "When it was reported or recorded.", nullable=True),
        Column("longitude", "DOUBLE", "Degrees east.", nullable=True),
        Column("latitude", "DOUBLE", "Degrees north.", nullable=True),
        Column("outward_postcode", "VARCHAR", "The outward part of its postcode.", nullable=True),
        Column("lsoa21_code", "VARCHAR", "LSOA of 2021 that holds the point.", nullable=True),
        Column("ward_code", "VARCHAR", "Ward that holds the point, or that the supplier names.", nullable=True),
        Column("csp_code", "VARCHAR", "CSP of the LSOA or ward.", nullable=True),
        _flag("is_domestic_abuse", "it is flagged as domestic abuse"),
        _flag("is_hate", "it is flagged as hate crime"),
        _flag("is_knife", "a knife is flagged"),
        _flag("is_alcohol", "alcohol is flagged"),
        _flag("is_repeat", "it is flagged as a repeat"),
        Column("place_type", "VARCHAR", "Kind of place, in the supplier's words; null for others.", nullable=True),
        Column("victim_key", "BLOB", "Keyed hash of the victim; the key stays with the supplier.", nullable=True),
        Column("place_key", "BLOB", "Keyed hash of the place; the key stays with the supplier.", nullable=True),
    ),
    sort_key=("file_id", "line"),
    caveats=("An extract is provisional: crimes are reclassified, moved and taken off after it was made.",),
)  # fmt: skip
