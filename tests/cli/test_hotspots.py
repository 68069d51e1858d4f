"""`saferplan hotspots` as a person runs it."""

import json


def test_an_edition_of_few_neighbourhoods_says_what_it_needs(commands, workspace):
    found = commands.run(workspace.path, "hotspots")
    assert (found.code, found.err) == (0, "")
    assert "No hot spots were looked for: that needs ten neighbourhoods" in found.out
    assert json.loads(commands.run(workspace.path, "hotspots", "--json").out) == []


def test_a_type_that_is_none_is_refused_by_name(commands, workspace):
    refused = commands.run(workspace.path, "hotspots", "--type", "burglary")
    assert refused.code == 2
    assert "No hot spots were looked for in “burglary”." in refused.err
