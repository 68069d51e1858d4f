"""Names and months of the made-up partnership that the tests' editions are about."""

from saferplan.base.periods import Month

FIRST, LAST, GAP, PARTIAL = Month(2014, 4), Month(2017, 3), Month(2015, 5), Month(2016, 8)
YEAR, YEAR_BEFORE = "2016/17", "2015/16"
OWN, NEXT, FAR, FORCE, OTHER_FORCE = "E22099001", "E22099002", "E22099003", "E23099001", "E23099002"
LONG_NAME = "Upper Exampleton-on-Tees, Longwater St. Mary and Outer Exampleshire"
AWKWARD_NAME = "Bread <b>& Butter</b>"

Rows = dict[str, list[dict[str, object]]]
