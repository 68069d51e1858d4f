"""Facts, sources, files and ways of counting of the made-up partnership."""

from datetime import date

from small_place import OWN, YEAR, Rows


def facts() -> Rows:
    shared = {"period": YEAR, "disclosure": "open", "marking": "OFFICIAL", "may_publish": True}
    return {
        "fact": [
            {
                **shared,
                "position": 1,
                "fact_id": "recorded_crime_change",
                "title": "Has recorded crime risen?",
                "status": "stated",
                "sentence": "14,740 crimes were recorded in 2016/17, a rise of 8.8% <script>alert(1)</script>.",
            },
            {
                **shared,
                "position": 2,
                "fact_id": "asb_change",
                "title": "Has ASB risen?",
                "status": "refused",
                "sentence": "May 2015 was not supplied, so 2015/16 has no whole count.",
                "way_out": "Put 2015-05 into inbox/ & build again.",
            },
            {
                **shared,
                "position": 3,
                "fact_id": "most-similar-position",
                "title": "How does the rate compare with the most similar areas?",
                "status": "stated",
                "sentence": "Two of the most similar areas are lower.",
                "marking": "OFFICIAL-SENSITIVE",
                "may_publish": False,
                "stale_after": date(2018, 6, 30),
            },
        ],
        "fact_caveat": [
            {
                "fact_id": "recorded_crime_change",
                "position": 1,
                "text": "Recording practice is part of this & not all.",
            },
        ],
    }


def origins() -> Rows:
    licence = {
        "publisher": "A publisher",
        "licence": "Open Government Licence v3.0",
        "cadence": "monthly",
        "disclosure": "open",
        "marking": "OFFICIAL",
        "may_publish": True,
        "tried_on": "The publisher's own files.",
    }
    files = [
        ("crime.csv", "police_uk_street", "loaded", 3),
        ("people.csv", "population", "loaded", 0),
        ("notes.txt", None, "not_recognised", 0),
    ]
    return {
        "source": [
            {
                **licence,
                "source_id": "police_uk_street",
                "title": "Street-level crime",
                "attribution": "Contains crime figures.",
                "address": "a.example/crime",
            },
            {
                **licence,
                "source_id": "population",
                "title": "Residents",
                "attribution": "Contains residents.",
                "address": "a.example/people",
            },
            {
                **licence,
                "source_id": "local_most_similar_group",
                "title": "Most similar group, given in confidence",
                "attribution": "Given in confidence.",
                "address": "not published",
                "marking": "OFFICIAL-SENSITIVE",
                "may_publish": False,
            },
        ],
        "input_file": [
            {
                "file_id": number,
                "path": path,
                "source_id": source,
                "sha256": "0" * 64,
                "bytes": 10,
                "issue": "2017-05" if source else None,
                "status": status,
                "rows_in": 100 if source else 0,
                "kept": 100 - refused if source else 0,
                "refused": refused,
                "duplicates": 0,
                "superseded": 0,
                "left_out": 0,
                "note": None if source else "No source knows these headings.",
            }
            for number, (path, source, status, refused) in enumerate(files, start=1)
        ],
        "refusal": [
            {
                "file_id": 1,
                "line": line,
                "column_name": "Longitude",
                "value": "54.1",
                "reason": "Longitude is not between -9 and 3.",
                "way_out": "Check that it is not swapped with latitude.",
            }
            for line in (4, 5, 6)
        ],
    }


def counting() -> Rows:
    rules = zip(("lsoa_code", "lsoa_name", "boundary"), (14_740, 14_702, 14_755), strict=True)
    shared = {"reported_by": "Exampleshire Police", "period": YEAR}
    return {
        "counting_rule": [
            {"indicator_id": "recorded_crime", "area_code": OWN, "period": YEAR, "rule": rule, "count": count}
            for rule, count in rules
        ],
        "placement_summary": [
            {**shared, "unit": "offence", "placement": "published", "place": "force_area", "rows": 50_000},
            {**shared, "unit": "offence", "placement": "no_location", "place": "unplaced", "rows": 120},
            {**shared, "unit": "asb_incident", "placement": "published", "place": "force_area", "rows": 9_000},
        ],
    }
