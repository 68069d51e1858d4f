"""The indicator that counts each type of the street files by itself."""

from saferplan.base.categories import ASB, CRIME_TYPES

TYPE_INDICATORS = {name: name.lower().replace(" ", "_") for name in CRIME_TYPES} | {ASB: "asb"}
