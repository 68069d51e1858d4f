"""Stop and search by month and force, from data.police.uk."""

from saferplan.base.validity import Support
from saferplan.sources.contract import POLICE_UK, Form, Source, SourceColumn

# Dates are in UTC: 23:30 on the last day of July is August here. Only month-ends from March to September lie in summer time.
_MOMENT = "TRY_CAST(left(date, 19) AS TIMESTAMP)"
_LOCAL_MONTH = (
    f"coalesce(strftime({_MOMENT} + CASE WHEN month({_MOMENT}) BETWEEN 3 AND 9 THEN INTERVAL 1 HOUR ELSE INTERVAL 0 HOUR END, "
    "'%Y-%m-01'), CASE WHEN regexp_full_match(date, '[0-9]{4}-[0-9]{2}') THEN date || '-01' ELSE date END)"
)

POLICE_UK_STOP_AND_SEARCH = Source(
    id="police_uk_stop_and_search",
    title="Stop and search",
    terms=POLICE_UK,
    cadence="monthly, about two months behind",
    address="data.police.uk/data",
    form=Form.CSV,
    fits=r"(?i)(?P<month>20\d{2}-(0[1-9]|1[0-2]))-(?P<force>[a-z-]+)-stop-and-search( ?\(\d+\)| - Copy)*\.csv$",
    columns=(
        SourceColumn("search_type", r"Type", "Person, vehicle or both."),
        SourceColumn("date", r"Date", "Date and time; many forces give the day or the month only."),
        SourceColumn("longitude", r"Longitude", "Degrees, of the map point."),
        SourceColumn("latitude", r"Latitude", "Degrees, of the map point."),
        SourceColumn("gender", r"Gender", "As published; may be empty."),
        SourceColumn("age_range", r"Age range", "As published; may be empty."),
        SourceColumn("self_defined_ethnicity", r"Self-defined ethnicity", "As the person said; may be empty."),
        SourceColumn("officer_defined_ethnicity", r"Officer-defined ethnicity", "As the officer saw; may be empty."),
        SourceColumn("legislation", r"Legislation", "The power used."),
        SourceColumn("object_of_search", r"Object of search", "What was looked for."),
        SourceColumn("outcome", r"Outcome", "What followed."),
    ),
    table="search_event",
    texts={
        "month": _LOCAL_MONTH,
        "longitude": "longitude",
        "latitude": "latitude",
        "search_type": "search_type",
        "gender": "gender",
        "age_range": "age_range",
        "self_defined_ethnicity": "self_defined_ethnicity",
        "officer_defined_ethnicity": "officer_defined_ethnicity",
        "legislation": "legislation",
        "object_of_search": "object_of_search",
        "outcome": "outcome",
    },
    supports=(Support.MONTH, Support.MAP_POINT),
    caveats=(
        "Dates are in UTC: an hour is added in summer to find the month.",
        "Which force it is of is told by the file's name only.",
        "Some rows have no map point: they are in the force's figures and in no borough's.",
        "Ethnicity is missing for some: the share is always shown, and no rate by ethnicity is made here.",
        "Searches are of what police do, not of crime: more searches are not more crime.",
    ),
    sample="Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing\n"
    "Person search,2016-05-01T10:00:00+00:00,,,54.712345,0.612345,Male,18-24,,White,Misuse of Drugs Act 1971 (section 23),"
    "Controlled drugs,A no further action disposal,,False\n"
    "Vehicle search,2016-05-02T00:00:00+00:00,,,,,,,,,Police and Criminal Evidence Act 1984 (section 1),"
    "Stolen goods,Arrest,True,False\n",
    sample_name="2016-05-exampleshire-stop-and-search.csv",
)
