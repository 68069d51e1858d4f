from saferplan.tables.schema import Column, Table

COUNTING_RULE = Table(
    name="counting_rule",
    description="The same year counted by three rules, so that a difference from another publisher's figure can be explained.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The CSP."),
        Column("period", "VARCHAR", "The financial year."),
        Column("rule", "VARCHAR", "`lsoa_code`: by LSOA of 2021, the rule used; `lsoa_name`: by the name as published; "
               "`boundary`: by map point in the current ward boundaries.",
               check="rule IN ('lsoa_code', 'lsoa_name', 'boundary')"),
        Column("count", "BIGINT", "Rows by that rule, other forces' rows left out."),
    ),
    sort_key=("indicator_id", "area_code", "period", "rule"),
)  # fmt: skip
