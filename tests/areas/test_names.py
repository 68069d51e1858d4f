"""What an area is called: names, codes, ids and aliases, and that no name is answered for another area than is meant."""

import pytest
from tests.areas.test_areas import LSOA_1, LSOA_2, custom, with_settings
from tests.support import small

from saferplan.base.errors import SettingsError
from saferplan.pipeline.asked.naming import area_named
from saferplan.pipeline.asked.question import answer
from saferplan.pipeline.reporting import write_wards

ALIASES = f"""[aliases]
"The borough" = "{small.AREA}"
"OQ" = "E05099001"
"The shops" = "town"
"""


@pytest.fixture
def workspace(tmp_path):
    return small.small_workspace(tmp_path / "w", small.FEW, rows=20)


def named(code, name, lsoa, kind="custom"):
    return custom(code, lsoas=[lsoa], kind=f"'{kind}'").replace(f'"{code.title()}"', f'"{name}"')


def test_an_alias_asks_for_what_it_is_the_alias_of(workspace):
    workspace = with_settings(workspace, ALIASES + custom("town", lsoas=[LSOA_1]))
    edition = small.build_small(workspace).edition
    for alias, code in (("the borough", small.AREA), ("oq", "E05099001"), ("The Shops", "town")):
        assert answer(edition, area=alias, first="2017-01", last="2017-03", category=None).area_code == code
    assert write_wards(workspace, edition, "OQ").paths[0].name == "ward-old-quay.html"


@pytest.mark.parametrize(
    ("aliases", "said"),
    [
        ({"old quay": small.AREA}, "The alias “old quay” for E22099001 is the name of Old Quay (E05099001) too."),
        ({"Town": "E05099001"}, "is the name of Town (town) too."),
        ({"E05099002": "E05099001"}, "is the code of New Quay too."),
        ({"OQ": "E05099001", "o.q": "E05099002"}, ""),
        ({"OQ": "E05099001", "oq": "E05099002"}, "The alias “oq” for E05099002 is an alias of E05099001 too."),
        ({"Old Quay": "E05099001"}, ""),
    ],
)
def test_an_alias_that_another_area_is_called_by_is_refused(workspace, aliases, said):
    lines = "\n".join(f'"{alias}" = "{code}"' for alias, code in aliases.items())
    workspace = with_settings(workspace, f"[aliases]\n{lines}\n" + custom("town", lsoas=[LSOA_1]))
    if not said:
        small.build_small(workspace)
        return
    with pytest.raises(SettingsError) as refused:
        small.build_small(workspace)
    assert said in refused.value.what


def test_two_own_areas_of_one_name_are_refused(workspace):
    with pytest.raises(SettingsError, match="the custom areas a and b are both named “town centre”"):
        with_settings(workspace, named("a", "Town Centre", LSOA_1) + named("b", "town centre", LSOA_2, "beat"))


def test_a_name_that_an_own_area_and_a_ward_share_is_refused_with_both_codes(workspace):
    workspace = with_settings(workspace, named("quay", "Old Quay", LSOA_1) + named("new-quay", "New Quay", LSOA_2))
    edition = small.build_small(workspace).edition
    with pytest.raises(SettingsError, match="“New-Quay” is the name of 2 areas"):
        area_named(edition, "New-Quay")
    assert area_named(edition, "new-quay")["area_type"] == "custom"
    with pytest.raises(SettingsError) as refused:
        area_named(edition, "Old Quay")
    assert refused.value.what == "“Old Quay” is the name of 2 areas."
    assert refused.value.way_out == "Ask for one of them by its code: E05099001 (ward, Smallham), quay (own area)."
    assert area_named(edition, "quay")["area_type"] == "custom"
    assert area_named(edition, "e05099001")["area_type"] == "ward"


def test_the_partnerships_own_goes_before_others_of_its_name_and_two_others_are_told_apart(workspace):
    features = small.ward_features()
    features[2]["properties"]["WD24NM"] = "Old Quay"
    small.put(workspace.inbox / "ward24_smallshire.geojson", small.geojson(features))
    edition = small.build_small(workspace).edition
    assert area_named(edition, "Old Quay")["area_code"] == "E05099001"
    features[2]["properties"]["WD24NM"] = "Littleton"
    small.put(workspace.inbox / "ward24_smallshire.geojson", small.geojson(features))
    with pytest.raises(SettingsError, match="“Littleton” is the name of 2 areas"):
        area_named(small.build_small(workspace).edition, "Littleton")


def test_the_likest_name_is_told_first(workspace):
    edition = small.build_small(with_settings(workspace, named("z", "Yarm", LSOA_1))).edition
    for asked, near in (
        ("Yram", "Near it: Yarm. "),
        ("New Kway", "Near it: New Quay. "),
        ("Quite else", "There are "),
    ):
        with pytest.raises(SettingsError) as refused:
            area_named(edition, asked)
        assert refused.value.way_out.startswith(near), refused.value.way_out
