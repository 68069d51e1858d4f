from saferplan.tables.schema import Column, Table

MOST_SIMILAR_GROUP = Table(
    name="most_similar_group",
    description="CSPs that the partnership was told are most like it. Given under restriction: not to be published.",
    columns=(
        Column("area_code", "VARCHAR", "The partnership."),
        Column("member_code", "VARCHAR", "A CSP of its group."),
        Column("group_issued", "DATE", "First day of the month the group was issued."),
        Column("file_id", "INTEGER", "The file it came from."),
    ),
    sort_key=("area_code", "member_code"),
)
