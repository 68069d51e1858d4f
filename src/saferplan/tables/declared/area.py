from saferplan.tables.schema import Column, Table

AREA_TYPES = "('lsoa', 'ward', 'authority', 'csp', 'force', 'region', 'country', 'custom')"

AREA = Table(
    name="area",
    description="The areas of this edition: the partnership and its comparators, the CSPs of their forces, and what "
        "lies in them; further CSPs, regions and countries "
    "where Home Office figures reach them.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area.", check=f"area_type IN {AREA_TYPES}"),
        Column("area_code", "VARCHAR", "The publisher's code, or the code given to a custom area."),
        Column("name", "VARCHAR", "The name to show."),
        Column("vintage", "INTEGER", "Year of the boundary the code belongs to, where known.", nullable=True),
        Column("csp_code", "VARCHAR", "The CSP it lies in; null for forces and areas that cross.", nullable=True),
        Column("force_code", "VARCHAR", "The police force area it lies in.", nullable=True),
        Column("role", "VARCHAR", "What it is to this partnership; `beyond` where only Home Office figures reach it.",
               check="role IN ('own', 'comparator', 'other', 'beyond')"),
        Column("region_code", "VARCHAR", "The region it lies in, where a lookup says so.", nullable=True),
    ),
    sort_key=("area_type", "area_code"),
)  # fmt: skip
