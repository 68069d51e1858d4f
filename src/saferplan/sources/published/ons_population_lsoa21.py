"""Mid-year residents by LSOA of 2021."""

from saferplan.sources.contract import NOT_RUN, ONS, Form, Source, SourceColumn

ONS_POPULATION_LSOA21 = Source(
    id="ons_population_lsoa21",
    title="Mid-year population estimates: LSOA (2021)",
    terms=ONS,
    cadence="yearly",
    address="ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    form=Form.CSV,
    fits=r"(?i)(pop|sape|mid).*lsoa",
    dated_by_name=True,
    columns=(
        SourceColumn("area_code", r"LSOA 2021 Code|lsoa21_code|LSOA21CD", "LSOA of 2021.", "LSOA 2021 Code"),
        SourceColumn("residents", r"Total|total_population|All Ages", "Residents at 30 June.", "Total"),
    ),
    table="population_lsoa21",
    texts={"area_code": "area_code", "residents": r"regexp_replace(replace(residents, ',', ''), '\.0+$', '')"},
    caveats=("The year is told by the name of the file, or of the sheet of a workbook, only.",),
    tried_on=NOT_RUN,
    sample="LSOA 2021 Code,LSOA 2021 Name,Total\nE01099001,Exampleton-on-Tees 001A,1560\n",
    sample_name="population16_lsoa21.csv",
)
