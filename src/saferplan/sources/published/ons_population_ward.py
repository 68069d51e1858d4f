"""Mid-year residents by ward."""

from saferplan.sources.contract import NOT_RUN, ONS, Form, Source, SourceColumn

ONS_POPULATION_WARD = Source(
    id="ons_population_ward",
    title="Mid-year population estimates: electoral ward",
    terms=ONS,
    cadence="yearly",
    address="ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    form=Form.CSV,
    fits=r"(?i)(pop|sape|mid).*ward",
    dated_by_name=True,
    columns=(
        SourceColumn("area_code", r"Ward \d{4} Code|Ward Code( \d)?|WD\d\dCD", "Ward.", "Ward 2017 Code"),
        SourceColumn("residents", r"Total|total_population|All Ages", "Residents at 30 June.", "Total"),
    ),
    table="population_ward",
    texts={"area_code": "area_code", "residents": r"regexp_replace(replace(residents, ',', ''), '\.0+$', '')"},
    caveats=(
        "Wards are of the year in the heading: one whose boundary has changed since has another code and no figure.",
        "The year is told by the name of the file, or of the sheet of a workbook, only.",
    ),
    tried_on=NOT_RUN,
    sample="Ward 2017 Code,Ward 2017 Name,Total\nE05099001,Old Quay,7210\n",
    sample_name="population16_ward17.csv",
)
