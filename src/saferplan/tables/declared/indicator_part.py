from saferplan.tables.schema import Column, Table

INDICATOR_PART = Table(
    name="indicator_part",
    description="What each indicator sums: types of the street files, subgroups and codes of the Home Office, groups of outcomes.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("part_type", "VARCHAR", "Kind of part.", check="part_type IN ('category', 'subgroup', 'outcome')"),
        Column("part", "VARCHAR", "The type, subgroup or group of outcomes."),
        Column(
            "offence_codes",
            "VARCHAR",
            "Codes that narrow a subgroup, joined by spaces; null for all of it.",
            nullable=True,
        ),
        Column("is_excluded", "BOOLEAN", "Whether those codes are left out rather than counted."),
        Column(
            "from_month",
            "DATE",
            "From when a local classification holds, until the next from_month of the indicator; 1900 where none is asked.",
        ),
    ),
    sort_key=("indicator_id", "part_type", "part", "from_month"),
)
