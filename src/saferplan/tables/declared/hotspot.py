from saferplan.tables.schema import Column, Table

CLASSES = ("new", "intensifying", "persistent", "diminishing", "sporadic", "former", "none")
PATTERNS = ("high_among_high", "high_among_low", "low_among_high", "low_among_low")

HOTSPOT = Table(
    name="hotspot",
    description="Neighbourhoods of the partnership by whether they are hot spots of a type, and of which class, over quarters "
        "counted back from the newest month.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator: recorded crime, a type of it, or anti-social behaviour."),
        Column("lsoa21_code", "VARCHAR", "The neighbourhood."),
        Column("ward_code", "VARCHAR", "The ward in which most of what is recorded in it lies.", nullable=True),
        Column("hotspot_class", "VARCHAR", "What it is; null where the type cannot be judged.", nullable=True,
               check=f"hotspot_class IN {CLASSES}"),
        Column("since", "DATE", "First month of the newest unbroken run of hot quarters; null if the newest is not hot.",
               nullable=True),
        Column("first_month", "DATE", "First month of the first quarter."),
        Column("last_month", "DATE", "Last month of the newest quarter."),
        Column("quarters", "INTEGER", "Quarters that can be judged: supplied whole, with twenty or more in all."),
        Column("hot_quarters", "INTEGER", "Of these, in how many it is hot.", nullable=True),
        Column("count", "BIGINT", "Its count in the newest quarter.", nullable=True),
        Column("places_count", "BIGINT", "The count of all neighbourhoods in the newest quarter.", nullable=True),
        Column("z", "DOUBLE", "Gi* in the newest quarter.", nullable=True),
        Column("p", "DOUBLE", "Chance of as much by dealing counts out, adjusted over the neighbourhoods.", nullable=True),
        Column("trend_tau", "DOUBLE", "Kendall's tau of z over the quarters; of those hot in nine tenths of them.", nullable=True),
        Column("trend_p", "DOUBLE", "Its p, adjusted over such neighbourhoods.", nullable=True),
        Column("pattern", "VARCHAR", "Its count and its neighbours', each against the mean (local Moran); null without neighbours.",
               nullable=True, check=f"pattern IN {PATTERNS}"),
        Column("pattern_p", "DOUBLE", "Chance of neighbours so like or unlike it, adjusted over all.", nullable=True),
        Column("neighbours", "INTEGER", "How many neighbours it has."),
        Column("neighbours_by", "VARCHAR", "Whether neighbours share a boundary or are the nearest.",
               check="neighbours_by IN ('boundary', 'distance')"),
        Column("is_police_generated", "BOOLEAN", "Whether the partnership classes the type so; null where it does not classify.",
               nullable=True),
        Column("missing_reason", "VARCHAR", "Why there is no class.", nullable=True),
    ),
    sort_key=("indicator_id", "lsoa21_code"),
    caveats=(
        "A hot spot is a neighbourhood with more than the mean that, with its neighbours, has more than chance would give. One "
        "that is busy among quiet ones need not be one: look at its count.",
        "By counts, not by residents: where people come to shop or go out, more is recorded.",
        "Where police find crime by looking for it, a hot spot is also where they looked; to look there again confirms it.",
        "Quarters are held against chance by themselves; the edge of a class is one quarter more or less.",
    ),
)  # fmt: skip
