"""A made sample for each ready mapping, at most twenty rows, under the headings that the mapping names; nothing in it is real."""

_PLACE = "568244,538125"
_CLASSED = ("Category,Date,Time,Easting,Northing", "{},04/03/2017,22:30," + _PLACE)


def _classed(*words: str) -> tuple[str, ...]:
    return (_CLASSED[0], *(_CLASSED[1].format(word) for word in words))


EVENTS: dict[str, tuple[str, ...]] = {
    "police-asb": _classed("Personal", "Nuisance", "Environmental"),
    "police-transport": _classed("Road traffic collision", "Highway disruption"),
    "police-welfare": _classed("Missing person", "Concern for safety"),
    "police-crime": (
        "Sub-category,Date,Time,Easting,Northing", f"Shoplifting,2017-03-04,,{_PLACE}", f"28A,2017-03-05,0915,{_PLACE}",
    ),
    "fire": _classed("Deliberate primary fire", "Deliberate secondary fire", "Violence against staff"),
    "fire-false-alarms": ("Date,Time,Easting,Northing", f"04/03/2017,22:30,{_PLACE}", f"05/03/2017,,{_PLACE}"),
    "council-collisions": ("Date,Time,Easting,Northing", f"04/03/2017,22:30,{_PLACE}"),
    "council-asb": _classed("Noise", "Fly-tipping"),
    "hospital-admissions": ("ICD-10 sub-category,Date,Outward postcode", "X85,04/03/2017,SM1", "T51,05/03/2017,SM1 2AB"),
    "hospital-domestic-abuse": ("Date,Outward postcode", "04/03/2017,SM1"),
    "ambulance": _classed("Assault", "Stabbing"),
    "istv": (
        "Arrival date,Assault date,Assault time,Assault method,Assault method other description,Assault location type,"
        "Assault location description",
        "04/03/2017,04/03/2017,01:15,Fist,,Street,Quill of Mill Lane told that two persons came out of the public house",
        "05/03/2017,04/03/2017,,Bottle,thrown,Licensed premises,",
    ),
}  # fmt: skip
_ADULTS = "Adults killed,Adults seriously injured,Adults slightly injured"
FIGURES: dict[str, tuple[str, ...]] = {
    "council-casualties": (
        f"Quarter,{_ADULTS},{_ADULTS.replace('Adults', 'Children')}", "Q4 2016/17,1,4,31,0,2,9",
    ),
    "council-exclusions": (
        "Type,Quarter,Number", "Suspensions,Q4 2016/17,41", "Permanent exclusions,Q4 2016/17,*",
        "Fixed-term exclusions,Q3 2016/17,38",
    ),
    "health-counts": (
        "Measure,Quarter,Number", "Mental illness: outpatient first attendances,Q4 2016/17,212",
        "Persons receiving drug treatment,Q4 2016/17,88",
    ),
}  # fmt: skip
VALUES = {
    "council-casualties": {
        "casualties_adults_killed": None, "casualties_adults_serious": None, "casualties_adults_slight": 31,
        "casualties_children_killed": 0, "casualties_children_serious": None, "casualties_children_slight": 9,
    },
    "council-exclusions": {"school_suspensions": 41, "school_permanent_exclusions": None},
    "health-counts": {"mental_illness_first_attendances": 212, "drug_treatment_people": 88},
}  # fmt: skip
"""What each ready mapping of figures gives for the fourth quarter of 2016/17; figures under five are suppressed."""
