"""What the borough's partners send: two small files in their own words, and the mappings by which they are read."""

from pathlib import Path

from saferplan.pipeline.demonstration.files import write_text

_FILES = {
    "inbox/partners/issue-2017-04/safe-at-home-2016-17.csv": """Safe at Home: yearly return

Measure,Year,Number
People helped,2014/15,*
People helped,2015/16,91
People helped,2016/17,99
Homes made safe,2016/17,<5
Counted once for each person
""",
    "inbox/partners/issue-2017-05/council-line-2016-17.csv": """Reports of anti-social behaviour to the council
,Q1 16/17,Q2 16/17,Q3 16/17,Q4 16/17,Year to date
All reports,212,198,..,231,641
""",
    "mappings/safe-at-home.toml": """kind = "indicators"
supplier = "Safe at Home"
files = ["safe-at-home-*.csv"]
layout = "long"
cadence = "financial_year"
due_days = 30
may_publish = true

[columns]
indicator = "Measure"
period = "Year"
value = "Number"

[[indicator]]
id = "safe_at_home_helped"
title = "People helped by Safe at Home"
called = ["People helped"]
unit = "people"
polarity = "higher_is_better"
target = 90
sentence = "Safe at Home helped {value} people in {period}"

[[indicator]]
id = "safe_at_home_homes"
title = "Homes made safe"
unit = "homes"
polarity = "higher_is_better"
""",
    "mappings/council-line.toml": """kind = "indicators"
supplier = "Exampleton Council"
title = "Calls to the council"
files = ["council-line-*.csv"]
heading_row = 2
layout = "wide"
across = ["period"]
cadence = "quarter"
due_days = 30

[[indicator]]
id = "council_asb_reports"
title = "Anti-social behaviour reported to the council"
unit = "local_asb_report"
polarity = "neither"
sentence = "The council was told of anti-social behaviour {value} times in {period}"
""",
}


def write_partners(workspace: Path) -> None:
    """The partners' files and mappings: one may be published, the other not."""
    for path, text in _FILES.items():
        write_text(workspace / path, text)
