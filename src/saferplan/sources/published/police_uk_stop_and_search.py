"""Stop and search from data.police.uk: known, so that nobody wonders why it is left aside."""

from saferplan.sources.contract import POLICE_UK, Form, Source, SourceColumn

POLICE_UK_STOP_AND_SEARCH = Source(
    id="police_uk_stop_and_search",
    title="Stop and search",
    terms=POLICE_UK,
    cadence="monthly, about two months behind",
    address="data.police.uk/data",
    form=Form.CSV,
    fits=r"(?i)(?P<month>20\d{2}-(0[1-9]|1[0-2]))-(?P<force>[a-z-]+)-stop-and-search( ?\(\d+\)| - Copy)*\.csv$",
    columns=(
        SourceColumn("type", r"Type", "Person, vehicle or both."),
        SourceColumn("date", r"Date", "Date and time."),
        SourceColumn("legislation", r"Legislation", "The power used."),
        SourceColumn("object", r"Object of search", "What was looked for."),
        SourceColumn("outcome", r"Outcome", "What followed."),
    ),
    not_used="This version makes no measure of stop and search.",
    sample="Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing\n"
    "Person search,2016-05-01T10:00:00+00:00,,,54.712345,0.612345,,,,,Misuse of Drugs Act 1971 (section 23),"
    "Controlled drugs,A no further action disposal,,False\n",
    sample_name="2016-05-exampleshire-stop-and-search.csv",
)
