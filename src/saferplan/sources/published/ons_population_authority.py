"""Mid-year residents by authority."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_POPULATION_AUTHORITY = Source(
    id="ons_population_authority",
    title="Mid-year population estimates: Local authority district",
    terms=ONS,
    cadence="yearly",
    address="ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    form=Form.CSV,
    fits=r"(?i)(pop|mid|mye).*(ltla|lad|authorit)",
    dated_by_name=True,
    columns=(
        SourceColumn("area_code", r"ltla\d\d_code|LAD\d\dCD|Code", "Authority.", "ltla21_code"),
        SourceColumn("residents", r"total_population|Total|All Ages", "Residents at 30 June.", "total_population"),
    ),
    table="population_authority",
    texts={"area_code": "area_code", "residents": r"regexp_replace(residents, '\.0+$', '')"},
    revised_years=(2012, 2020),
    caveats=(
        "The year is told by the file's name only.",
        "Estimates for 2012 to 2020 were revised after the census of 2021: those on the earlier base are superseded.",
    ),
    sample="ltla21_code,ltla21_name,total_population\nE06099001,Exampleton-on-Tees,195000.0\n",
    sample_name="population16_ltla21.csv",
)
