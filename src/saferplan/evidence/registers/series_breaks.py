"""The register of series breaks. An entry without a citation is suspected, and says so wherever it is shown.

Seeded from what is commonly told of the published record. A citation says where to look a break up; that the text was
read and says so is for whoever verifies it. Not entered, because they break no series here: that police recorded crime
lost its National Statistics badge in January 2014 (a note on quality), LSOA codes of 2021 in the street files (rows are
carried from code to code), and forces' missing months (the register of known gaps and the coverage have them).
"""

from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.evidence.series_break import Behaviour, SeriesBreak

_VIOLENCE = "Violence and sexual offences"
_STREET_FEEDS = (Feed.STREET, Feed.OUTCOMES)

SERIES_BREAKS = (
    SeriesBreak(
        "counting-rules-1998", Month(1998, 4), "New counting rules came in for all recorded crime.", "up",
        Behaviour.SPLIT, citation="Home Office Counting Rules, April 1998",
    ),
    SeriesBreak(
        "recording-standard-2002", Month(2002, 4), "The National Crime Recording Standard came in.", "up",
        Behaviour.REFUSE, citation="National Crime Recording Standard, April 2002",
    ),
    SeriesBreak(
        "grievous-harm-2008", Month(2008, 4), "What counts as grievous bodily harm with intent was clarified.", "mix",
        Behaviour.REFUSE, groups=("Violence with injury",), citation="Home Office Counting Rules, April 2008",
    ),
    SeriesBreak(
        "street-labels-2011", Month(2011, 9), "data.police.uk went from six types to eleven.", "not_comparable",
        Behaviour.REFUSE, feeds=_STREET_FEEDS, groups=(
            "Other crime", "Other theft", "Criminal damage and arson", "Drugs", "Shoplifting", "Public order",
            "Possession of weapons",
        ), citation="data.police.uk, changelog, September 2011",
    ),
    SeriesBreak(
        "street-labels-2013", Month(2013, 5), "data.police.uk went from eleven types to fourteen.", "not_comparable",
        Behaviour.REFUSE, feeds=_STREET_FEEDS, groups=(
            "Other theft", "Bicycle theft", "Theft from the person", "Public order", "Possession of weapons",
        ), citation="data.police.uk, changelog, May 2013",
    ),
    SeriesBreak(
        "outcomes-2013", Month(2013, 4), "Detections became outcomes; all forces supply them from April 2014.",
        "not_comparable", Behaviour.REFUSE, effect_until=Month(2014, 4), feeds=(Feed.OUTCOMES,),
        citation="Home Office, Crime outcomes in England and Wales, 2013 to 2014",
    ),
    SeriesBreak(
        "recording-inspection-2014", Month(2014, 11),
        "Forces recorded more of the crime reported to them after an inspection of crime recording.", "up",
        Behaviour.ANNOTATE, effect_until=Month(2017, 3), groups=(_VIOLENCE, "Public order"),
        citation="HMIC, Crime-recording: making the victim count, November 2014",
    ),
    SeriesBreak(
        "malicious-communications-2015", Month(2015, 4),
        "Stalking and malicious communications were added to recorded violence.", "up", Behaviour.REFUSE,
        effect_until=Month(2017, 11), groups=("Stalking and harassment",),
    ),
    SeriesBreak(
        "burglary-2017", Month(2017, 4), "Burglary was parted anew, into residential and business and community.",
        "not_comparable", Behaviour.REFUSE, feeds=(Feed.HOME_OFFICE,),
        groups=("Residential burglary", "Burglary of business and community"),
    ),
    SeriesBreak(
        "stalking-2018", Month(2018, 4),
        "Stalking and harassment is recorded beside the most serious offence of an incident.", "up",
        Behaviour.REFUSE, groups=("Stalking and harassment",),
    ),
    SeriesBreak(
        "pandemic-2020", Month(2020, 3), "Restrictions of the pandemic kept people at home.", "down",
        Behaviour.ANNOTATE, effect_until=Month(2021, 6),
        citation="ONS, Crime in England and Wales, year ending March 2021",
    ),
    SeriesBreak(
        "residential-burglary-2023", Month(2023, 4),
        "Residential burglary was parted into homes and unconnected buildings.", "mix", Behaviour.ANNOTATE,
        feeds=(Feed.HOME_OFFICE,), groups=("Residential burglary",),
    ),
    SeriesBreak(
        "conduct-crime-2023", Month(2023, 5),
        "Rules on counting one principal crime per victim and course of conduct changed.", "down",
        Behaviour.ANNOTATE, groups=(_VIOLENCE, "Public order"),
    ),
)  # fmt: skip
