"""Texts for ward sheets: found whatever the case of their names, and none vanishes without a word."""

import pytest
from tests.support import small

from saferplan.base.errors import InputError
from saferplan.pipeline.reporting import write_wards

LIGHTS = "New lights on the quay."


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    workspace = small.small_workspace(tmp_path_factory.mktemp("texts") / "w", small.FEW)
    return workspace, small.build_small(workspace).edition


@pytest.fixture
def put(built):
    folder = built[0].inbox / "judgements" / "wards"
    yield lambda name, text=LIGHTS: small.put(folder / name, text)
    for path in folder.iterdir():
        path.unlink()


def warnings(built):
    return [text for text in write_wards(*built, None).warnings if "contact" not in text]


@pytest.mark.parametrize("name", ["old-quay.txt", "Old-Quay.txt", "Old Quay.TXT", "E05099001.txt", "e05099001.txt"])
def test_a_text_is_found_by_name_or_code_whatever_its_case(built, put, name):
    put(name)
    written = write_wards(*built, "Old Quay")
    assert LIGHTS in written.paths[0].read_text(encoding="utf-8")
    assert warnings(built) == []


def test_a_file_that_is_of_no_ward_or_no_text_is_named_with_what_is_expected(built, put):
    for name in ("nowhere.txt", "old-key.txt", "New-Quay.docx", ".DS_Store"):
        put(name)
    assert warnings(built) == [
        "inbox/judgements/wards/New-Quay.docx is not used: it is no text file. Save it as plain text in UTF-8, new-quay.txt.",
        "inbox/judgements/wards/nowhere.txt is not used: no ward is of this name. The names are: new-quay.txt, old-quay.txt.",
        "inbox/judgements/wards/old-key.txt is not used: no ward is of this name. Near it: old-quay.txt.",
    ]


def test_two_texts_of_one_ward_are_refused(built, put):
    put("E05099001.txt")
    put("Old-Quay.txt")
    with pytest.raises(InputError, match=r"E05099001\.txt and Old-Quay\.txt are texts of one ward, Old Quay"):
        write_wards(*built, None)
