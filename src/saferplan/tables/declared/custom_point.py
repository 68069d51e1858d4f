from saferplan.tables.schema import Column, Table

CUSTOM_POINT = Table(
    name="custom_point",
    description="The map points that an area of the partnership's own is made of, where it is a list of streets and points, "
    "and what of the list no map point was found for.",
    columns=(
        Column("area_code", "VARCHAR", "The area, by the code given to it."),
        Column("number", "INTEGER", "Its turn in the list."),
        Column("asked", "VARCHAR", "The street or the coordinates as saferplan.toml lists them."),
        Column("is_street", "BOOLEAN", "Whether it was asked for by a street's name."),
        Column("is_counted", "BOOLEAN", "Whether the map point is of the area; if not it is the nearest one, and not counted."),
        Column("longitude", "DOUBLE", "Degrees east of the map point; null for a street at which nothing was recorded.",
               nullable=True),
        Column("latitude", "DOUBLE", "Degrees north of it.", nullable=True),
        Column("location", "VARCHAR", "The publisher's names of it, in alphabetical order.", nullable=True),
        Column("ward_code", "VARCHAR", "The ward that holds it.", nullable=True),
        Column("lsoa21_code", "VARCHAR", "The LSOA of 2021 that most rows at it carry.", nullable=True),
        Column("metres", "DOUBLE", "How far the map point lies from the coordinates asked for.", nullable=True),
        Column("crimes", "BIGINT", "Crimes recorded at it, in all months.", nullable=True),
        Column("asb_incidents", "BIGINT", "Incidents of anti-social behaviour recorded at it, in all months.", nullable=True),
    ),
    sort_key=("area_code", "number"),
    caveats=(
        "A map point stands for at least eight addresses, or for none; a row lies at one of them and not where it happened.",
        "A map point at which nothing was recorded is in no file, and is not known here.",
    ),
)  # fmt: skip
