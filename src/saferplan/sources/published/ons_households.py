"""Households by authority, from a census."""

from saferplan.sources.contract import NOT_RUN, ONS, Form, Source, SourceColumn

ONS_HOUSEHOLDS = Source(
    id="ons_households",
    title="Number of households, census",
    terms=ONS,
    cadence="every ten years",
    address="nomisweb.co.uk",
    form=Form.CSV,
    fits=r"(?i)(household|ts041|ks105)",
    columns=(
        SourceColumn("year", r"date", "Year of the census."),
        SourceColumn("area_name", r"geography", "Authority."),
        SourceColumn("area_code", r"geography code", "Its code."),
        SourceColumn("households", r"Number of [Hh]ouseholds.*|All [Hh]ouseholds.*", "Households with residents.",
                     "Number of households"),
    ),
    table="household_authority",
    texts={"area_code": "area_code", "year": "year", "households": r"regexp_replace(replace(households, ',', ''), '\.0+$', '')"},
    caveats=("Households of a census year: they grow in the years after.",),
    tried_on=NOT_RUN,
    sample="date,geography,geography code,Number of households\n2011,Exampleton-on-Tees,E06099001,79200\n",
    sample_name="census-2011-households.csv",
)  # fmt: skip
