"""Street-level crime and anti-social behaviour, by month and force, from data.police.uk."""

from saferplan.base.validity import Support
from saferplan.sources.contract import POLICE_UK, Form, Source, SourceColumn

# ruff: noqa: E501 - rows of the publisher stand as they are

SAMPLE = """\
Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context
0a00000000000000000000000000000000000000000000000000000000000001,2016-05,Exampleshire Police,Exampleshire Police,0.612345,54.712345,On or near Sample Street,E01099001,Exampleton-on-Tees 001A,Burglary,Under investigation,
0a00000000000000000000000000000000000000000000000000000000000002,2016-05,Exampleshire Police,Exampleshire Police,0.612345,54.712345,On or near Sample Street,E01099001,Exampleton-on-Tees 001A,Shoplifting,Local resolution,
,2016-05,Exampleshire Police,Exampleshire Police,0.622345,54.702345,"On or near Mill Lane, East",E01099002,"Exampleton, Upper 001B",Anti-social behaviour,,
0a00000000000000000000000000000000000000000000000000000000000003,2016-05,Exampleshire Police,Exampleshire Police,,,No Location,,,Drugs,Local resolution,
"""

POLICE_UK_STREET = Source(
    id="police_uk_street",
    title="Street-level crime and anti-social behaviour",
    terms=POLICE_UK,
    cadence="monthly, about two months behind",
    address="data.police.uk/data",
    form=Form.CSV,
    fits=r"(?i)(?P<month>20\d{2}-(0[1-9]|1[0-2]))-(?P<force>[a-z-]+)-street( ?\(\d+\)| - Copy)*\.csv$",
    columns=(
        SourceColumn("crime_id", r"Crime ID", "64 hexadecimal digits; empty for anti-social behaviour."),
        SourceColumn("month", r"Month", "YYYY-MM."),
        SourceColumn("reported_by", r"Reported by", "The force that recorded it."),
        SourceColumn("falls_within", r"Falls within", "In practice the same force again."),
        SourceColumn("longitude", r"Longitude", "Degrees, of the map point."),
        SourceColumn("latitude", r"Latitude", "Degrees, of the map point."),
        SourceColumn("location", r"Location", "Name of the map point."),
        SourceColumn("lsoa_code", r"LSOA code", "Of 2011 or 2021, mixed in early 2023."),
        SourceColumn("lsoa_name", r"LSOA name", "Name of the LSOA."),
        SourceColumn("category", r"Crime type", "One of fourteen, anti-social behaviour among them."),
        SourceColumn("last_outcome", r"Last outcome category", "As known at the time of issue."),
        SourceColumn("context", r"Context", "Always empty."),
    ),
    table="offence",
    texts={
        "month": "month || '-01'",
        "reported_by": "reported_by",
        "longitude": "longitude",
        "latitude": "latitude",
        "location": "location",
        "lsoa_code": "lsoa_code",
        "lsoa_name": "lsoa_name",
        "crime_id": "crime_id",
        "category": "category",
        "last_outcome": "last_outcome",
    },
    supports=(Support.MONTH, Support.SMALL_AREA, Support.MAP_POINT),
    caveats=(
        "Places are snapped to about 750,000 map points: no address may be read from them.",
        "Month only: no day, no hour.",
        "From early 2023 the LSOA codes of 2021 replace those of 2011; January to May 2023 mix both.",
        "Anti-social behaviour has no identifier and no outcome; repeated reports cannot be told apart.",
        "A force that sent nothing has no file: that is a gap, not a zero.",
    ),
    sample=SAMPLE,
    sample_name="2016-05-exampleshire-street.csv",
)
