"""Every declared table, by name."""

from functools import cache

from saferplan.base.discovery import declarations
from saferplan.tables import declared
from saferplan.tables.schema import Table


@cache
def all_tables() -> dict[str, Table]:
    """The tables of an edition, in the order of their files' names."""
    return {table.name: table for table in declarations(declared, Table)}
