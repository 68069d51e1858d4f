from saferplan.tables.schema import Column, Table

CONCENTRATION = Table(
    name="concentration",
    description="How unevenly recorded crime lies over places, beside what chance alone would give.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("period", "VARCHAR", "The financial year."),
        Column("place_type", "VARCHAR", "Kind of place."),
        Column("places", "BIGINT", "Places, those without a crime among them."),
        Column("count", "BIGINT", "Crimes in them."),
        Column("top_places", "BIGINT", "A tenth of the places."),
        Column("top_share", "DOUBLE", "Share of crime in the tenth with most."),
        Column("chance_share", "DOUBLE", "The same if crimes were dealt out by chance."),
        Column(
            "chance_by",
            "VARCHAR",
            "What chance is by: residents, where those of every place are known, else places alike.",
            check="chance_by IN ('residents', 'places')",
        ),
        Column("chance_lower", "DOUBLE", "Lower 95% limit of that."),
        Column("chance_upper", "DOUBLE", "Upper 95% limit of that."),
        Column("half_places", "BIGINT", "Fewest places that hold half of the crime."),
        Column("gini", "DOUBLE", "Gini, adjusted where there are fewer crimes than places.", nullable=True),
    ),
    sort_key=("indicator_id", "area_code", "period", "place_type"),
)
