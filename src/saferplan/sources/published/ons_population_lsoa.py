"""Mid-year residents by LSOA."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_POPULATION_LSOA = Source(
    id="ons_population_lsoa",
    title="Mid-year population estimates: LSOA (2011)",
    terms=ONS,
    cadence="yearly",
    address="ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    form=Form.CSV,
    fits=r"(?i)(pop|sape|mid).*lsoa",
    dated_by_name=True,
    columns=(
        SourceColumn("area_code", r"lsoa11_code|LSOA11CD|LSOA Code", "LSOA of 2011.", "lsoa11_code"),
        SourceColumn("residents", r"total_population|Total|All Ages", "Residents at 30 June.", "total_population"),
    ),
    table="population_lsoa",
    texts={"area_code": "area_code", "residents": r"regexp_replace(residents, '\.0+$', '')"},
    revised_years=(2012, 2020),
    caveats=(
        "The series by LSOA of 2011 ends with mid-2020.",
        "The year is told by the file's name only.",
        "Estimates for 2012 to 2020 were revised after the census of 2021: those on the earlier base are superseded.",
    ),
    sample="lsoa11_name,lsoa11_code,total_population\nExampleton-on-Tees 001A,E01099001,1560.0\n",
    sample_name="population16_lsoa11.csv",
)
