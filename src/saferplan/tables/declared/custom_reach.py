from saferplan.tables.schema import Column, Table

CUSTOM_REACH = Table(
    name="custom_reach",
    description="In which partnerships the areas of the partnership's own lie: those that are drawn and those that are lists of "
    "LSOAs. One of streets and map points lies in the partnership by what it is.",
    columns=(
        Column("area_code", "VARCHAR", "The area, by the code given to it."),
        Column("csp_code", "VARCHAR", "A CSP that holds some of it."),
        Column("ground_share", "DOUBLE", "The CSP's share of its ground, or of its LSOAs where it is a list of them; null where "
               "boundaries of all LSOAs of its force were not supplied.", nullable=True),
        Column("crimes", "BIGINT", "Crimes counted in the area that lie in the CSP, in all months."),
    ),
    sort_key=("area_code", "csp_code"),
    caveats=(
        "What the shares lack of a whole lies in the area of a police force that is not in the edition, or in water: the sea, a "
        "tidal river.",
    ),
)  # fmt: skip
