"""The JSON Schema on disk is the one derived from the DDL, and it refuses what the DDL would refuse."""

from __future__ import annotations

import json

import pytest

from models.exchange import document_schema, interchange
from models.rules.errors import BadInput
from ui.words.messages import sentence


def test_the_schema_on_disk_is_the_derived_one() -> None:
    assert document_schema.PLACE.read_text(encoding="utf-8") == document_schema.text()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "import.foreign"),
        ({"format": "excel", "version": 1}, "import.foreign"),
        ({"format": "so-khoi", "version": 2}, "import.newer"),
        ({"format": "so-khoi", "version": 1, "units": []}, "import.bad_place"),
        ({"format": "so-khoi", "version": 1, "unit": [{"key": "Hội Nông dân"}]}, "import.bad_place"),
        ({"format": "so-khoi", "version": 1, "unit": [{"name": "Hội Nông dân"}]}, "import.bad_place"),
        (
            {"format": "so-khoi", "version": 1, "unit": [{"key": "hnd", "active_from": "01/02/2025"}]},
            "import.bad_place",
        ),
        ({"format": "so-khoi", "version": 1, "unit": [{"key": "hnd"}, {"key": "hnd"}]}, "import.twice"),
    ],
)
def test_a_wrong_document_is_refused(document: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        interchange.check(document)
    assert refused.value.code == code


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"units": []}, "không có mục tên “units”"),
    ({"unit": [{}]}, "thiếu mục “key”"),
    ({"unit": [{"key": "Hội Nông dân"}]}, "cần ghi mã gồm chữ thường không dấu"),
    ({"unit": [{"key": "hnd", "active_from": "01/02/2025"}]}, "cần ghi ngày như 2026-10-01"),
    ({"unit": {}}, "cần ghi một danh sách [ ]"),
    ({"bloc_year": [{"year": "2025"}]}, "cần ghi một số nguyên"),
    ({"bloc_year": [{"year": 0}]}, "cần ghi số từ 1900 trở lên"),
    ({"bloc_year": [{"year": 99999}]}, "cần ghi số không quá 2200"),
    ({"bloc_year": [{"year": 2025, "state": "mở"}]}, "cần ghi một trong: open, closed, handed-over"),
    ({"honour": [{"key": "h", "year": 2025, "title": "LDTT", "years": [5]}]}, "cần ghi số từ 1900 trở lên"),
    ({"setting": [{"key": "first-month.2025", "value": 13}]}, "13 ngoài khoảng từ 1 đến 12"),
    ({"setting": [{"key": "days-off.2025", "value": ["mai"]}]}, "“mai” chưa đúng, cần ghi một ngày (năm-tháng-ngày)"),
)


@pytest.mark.parametrize(("content", "says"), WRONG)
def test_what_is_wrong_is_said_in_words(content: dict[str, object], says: str) -> None:
    """Seen failing: the words were those of the library that checks the schema, in English, or a code."""
    with pytest.raises(BadInput) as refused:
        interchange.check({"format": "so-khoi", "version": 1, **content})
    assert says in sentence(refused.value)


def test_a_fraction_typed_as_number_becomes_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"format": "so-khoi", "version": 1, "setting": [{"key": "x", "value": {"points": 8.5}}]})
    )
    assert interchange.read(path)["setting"] == [{"key": "x", "value": {"points": "8.5"}}]


def test_broken_json_names_the_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.json"
    path.write_text('{"format": "so-khoi",\n "version" 1}')
    with pytest.raises(BadInput) as refused:
        interchange.read(path)
    assert refused.value.code == "import.not_json" and refused.value.facts["line"] == 2


EXAMPLE = document_schema.PLACE.parents[1] / "docs" / "example" / "mot-nam.json"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"kind": "bands/1"', '"kind": "band/1"', "form.bad_spec"),
        ('"from": "98", "from_inclusive"', '"from": "98", "inclusive"', "form.bad_spec"),
        ('"by": "raw"', '"by": "rawe"', "import.bad_rule"),
        ('"tie_keys": [{"key": "bonus"}', '"tie_keys": [{"key": "rank"}', "import.bad_rule"),
    ],
)
def test_a_typo_in_a_form_or_rule_is_named_at_once(tmp_path, old: str, new: str, code: str) -> None:  # type: ignore[no-untyped-def]
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "a.json"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        interchange.read(path)
    assert refused.value.code == code
