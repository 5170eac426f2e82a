"""A document comes into a book and goes out again with equal content."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import create_book
from models.book.scoring.rows import SheetAt
from models.exchange import interchange
from models.rules.errors import BadInput, RuleViolation
from ui.words.messages import sentence

SHA = hashlib.sha256(b"scan").hexdigest()
DOCUMENT = {
    "format": "so-khoi",
    "version": 1,
    "bloc": [{"key": "bloc", "name": "Khối Tổng hợp", "kind": "cum", "place": "Sông Lành"}],
    "unit": [{"key": "hnd"}, {"key": "td", "note": "giải thể năm 2025"}],
    "unit_row": [
        {
            "unit": "hnd",
            "from_date": "2019-01-01",
            "name": "Hội Nông dân tỉnh",
            "short_name": "Hội Nông dân",
            "kind": "mass_organisation",
        },
        {
            "unit": "td",
            "from_date": "2019-01-01",
            "name": "Tỉnh đoàn",
            "short_name": "Tỉnh đoàn",
            "kind": "youth_union",
        },
    ],
    "regulation": [{"key": "qc", "name": "Quy chế", "unverified": True}],
    "rule": [
        {
            "regulation": "qc",
            "key": "flag",
            "kind": "flag-self-over/1",
            "cite": "Điều 5",
            "spec": {"over": "5", "compared_with": "appraisal"},
        }
    ],
    "form": [{"key": "bang", "name": "Bảng chấm điểm"}],
    "form_node": [{"form": "bang", "key": "i.1", "position": 1, "kind": "item", "title": "Nhiệm vụ", "max": "15"}],
    "bloc_year": [{"year": 2025, "state": "closed"}],
    "membership": [{"year": 2025, "unit": "hnd", "position": 1}, {"year": 2025, "unit": "td", "position": 2}],
    "period": [{"year": 2025, "key": "nam", "position": 1, "name": "Cả năm"}],
    "stage": [{"year": 2025, "key": "self", "position": 1, "name": "Tự chấm"}],
    "sheet": [{"key": "2025.hnd.self", "year": 2025, "period": "nam", "unit": "hnd", "stage": "self", "form": "bang"}],
    "cell": [{"sheet": "2025.hnd.self", "node": "i.1", "stated": {"base": "14.5"}, "not_assigned": False}],
    "evidence": [{"key": "e1", "sheet": "2025.hnd.self", "node": "i.1", "blob": SHA, "file_name": "a.pdf"}],
    "blob": [{"sha256": SHA, "size": 4}],
}


def bytes_of(sha: str) -> bytes | None:
    return b"scan" if sha == SHA else None


def test_content_comes_back_equal(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "A") as first, create_book(tmp_path / "b.sokhoi", "B") as second:
        interchange.import_into(first, interchange.read(_written(tmp_path)), bytes_of)
        interchange.write(first, tmp_path / "out.json")
        interchange.import_into(
            second, interchange.read(tmp_path / "out.json"), interchange.beside(tmp_path / "out.json")
        )
        assert first.store.canonical() == second.store.canonical()
        assert interchange.export_book(first)["cell"] == [
            {"sheet": "2025.hnd.self", "node": "i.1", "stated": {"base": "14.5"}, "not_assigned": False}
        ]
        assert second.store.row("blob", SHA)["bytes"] == b"scan"  # type: ignore[index]


def test_what_stands_already_is_passed_over_and_what_differs_refuses_all(tmp_path: Path) -> None:
    document = interchange.read(_written(tmp_path))
    with create_book(tmp_path / "a.sokhoi", "A") as book:
        interchange.import_into(book, document, bytes_of)
        before = book.store.canonical()
        assert interchange.import_into(book, document, bytes_of) == 0
        other = {**document, "unit": [{"key": "hnd", "note": "khác"}, {"key": "moi"}]}
        with pytest.raises(BadInput) as refused:
            interchange.import_into(book, other, bytes_of)
        assert refused.value.code == "import.conflict" and refused.value.facts["key"] == "hnd"
        assert book.store.canonical() == before


@pytest.mark.parametrize("at_once", [True, False])
def test_a_second_sheet_of_one_place_is_refused_in_words(tmp_path: Path, at_once: bool) -> None:
    """A year has one sheet for a unit, a step and a period, whatever key another document gives it."""
    document = {**interchange.read(_written(tmp_path)), "bloc_year": [{"year": 2025}]}
    second = {**document["sheet"][0], "key": "another"}
    with create_book(tmp_path / "a.sokhoi", "A") as book:
        if at_once:
            document["sheet"] = [*document["sheet"], second]
        else:
            interchange.import_into(book, document, bytes_of)
            document = {"format": "so-khoi", "version": 1, "sheet": [second]}
        before = book.store.canonical()
        with pytest.raises(RuleViolation, match=r"row\.exists"):
            interchange.import_into(book, document, bytes_of)
        assert book.store.canonical() == before


def test_an_attachment_without_its_bytes_is_refused(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "A") as book:
        with pytest.raises(BadInput) as refused:
            interchange.import_into(book, interchange.read(_written(tmp_path)), lambda sha: b"other")
        assert refused.value.code == "import.attachment_missing"
        with pytest.raises(BadInput):
            interchange.import_into(book, interchange.read(_written(tmp_path)))
        assert book.store.rows("unit") == []


def _written(folder: Path) -> Path:
    path = folder / "in.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return path


def test_an_open_second_keying_stays_with_its_person(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "A") as book:
        open_year = {**DOCUMENT, "bloc_year": [{"year": 2025}], "year_form": [{"year": 2025, "form": "bang"}]}
        path = tmp_path / "in.json"
        path.write_text(json.dumps(open_year), encoding="utf-8")
        interchange.import_into(book, interchange.read(path), bytes_of)
        book.people.add("Người Hai", key="hai")
        book.people.add("Người Một", key="mot")
        book.people.sign_in("mot")
        book.scores.enter(SheetAt(2025, "hnd", "self"), "i.1", stated={"base": Fraction(14)})
        book.scores.keying.begin(SheetAt(2025, "hnd", "self"), by="hai")
        book.people.sign_in("hai")
        book.scores.keying.key(SheetAt(2025, "hnd", "self"), "i.1", by="hai", stated={"base": Fraction(9)})
        seen_by_second = json.dumps(interchange.export_book(book))
        assert '"base": "9"' in seen_by_second and '"base": "14"' not in seen_by_second
        book.people.sign_in("mot")
        seen_by_first = json.dumps(interchange.export_book(book))
        assert '"base": "14"' in seen_by_first and '"base": "9"' not in seen_by_first


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"format":"so-khoi","version":1,"unit":' + "[" * 100_000, "lồng vào nhau quá sâu"),
        ('{"format":"so-khoi","version":1,"about":' + "[" * 200 + "]" * 200 + "}", "lồng vào nhau quá sâu"),
        ('{"format":"so-khoi","version":NaN}', "NaN không phải là số"),
        ('{"format":"so-khoi","version":' + "9" * 10_000 + "}", "999… dài quá mức"),
        ('{"format":"so-khoi","version":1,"about":1e999999999}', "số 1e999999999 dài quá mức"),
        ('{"format":"so-khoi","version":1,"about":1e999999999999999999999999}', "dài quá mức"),
        ('{"format":"so-khoi","version":1,"version":1}', "mục “version” ghi hai lần"),
        ('{"format":"so-khoi","version":1,"bloc":[{"key":"bloc","name":"\\ud800"}]}', "chỉ còn một nửa"),
        ("\ufffe", "dòng 1 không đúng cách viết"),
        ("\n \n", "tệp không có gì"),
    ],
    ids=["open", "deep", "nan", "digits", "exponent", "no exponent", "twice", "half a sign", "no json", "nothing"],
)
def test_a_document_without_end_or_sense_is_refused_in_words(tmp_path: Path, text: str, says: str) -> None:
    """Seen failing: an exponent of 24 digits was a raw error; the others were told as of a line 0."""
    place = tmp_path / "a.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"import\.not_json") as refused:
        interchange.read(place)
    assert says in sentence(refused.value) and "dòng 0" not in sentence(refused.value)


def test_letters_of_another_code_are_named_by_their_line(tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    place.write_bytes(b'{"format":"so-khoi",\n"about":"Kh\xf4i"}')
    with pytest.raises(BadInput, match=r"import\.not_json") as refused:
        interchange.read(place)
    assert "dòng 2 có chữ không theo mã UTF-8" in sentence(refused.value)


def test_no_file_gets_a_name_out_of_the_book(tmp_path: Path) -> None:
    """A hash written over in the file may name any place."""
    (tmp_path / "a").mkdir()
    content = b"x"
    with create_book(tmp_path / "s.sokhoi", "Khối") as book:
        with book.store.operation("attach") as tx:
            tx.insert("blob", {"sha256": hashlib.sha256(content).hexdigest(), "size": 1, "bytes": content})
        book.store.connection.execute("UPDATE blob SET sha256 = '../../ngoai'")
        with pytest.raises(RuleViolation, match=r"export\.attachment_broken"):
            interchange.write(book, tmp_path / "a" / "b.json")
    assert not (tmp_path / "ngoai").exists() and not (tmp_path.parent / "ngoai").exists()
    assert interchange.beside(tmp_path / "b.json")("../b.json") is None


WRONG_SHAPES = [
    ("cell", "stated", ["8"]),
    ("cell", "stated", {"base": {"a": "1"}}),
    ("cell", "inputs", "8"),
    ("cell", "estimated", {"a": True}),
    ("ballot", "candidates", [{"key": "a"}]),
    ("ballot", "candidates", {"key": "a", "name": "A"}),
    ("ballot", "rule", {"spec": {}, "không-có": 1}),
    ("ballot", "tellers", ["Trưởng ban"]),
    ("ballot", "figures", {"tally": {}}),
    ("ballot", "electorate", {"units": ["a"], "day": "2025-01-01", "listed": True}),
    ("ballot", "electorate", {"units": [], "listed": True}),
    ("proposal", "years", "2025"),
    ("proposal", "years", ["2025"]),
    ("proposal", "papers", ["báo cáo"]),
    ("honour", "years", {"2025": True}),
    ("movement", "items", "i.1"),
    ("form_node", "spec", []),
    ("rule", "spec", "x"),
]


@pytest.mark.parametrize(("table", "column", "value"), WRONG_SHAPES)
def test_a_value_of_another_shape_is_refused_by_its_place(table: str, column: str, value: object) -> None:
    """What a JSON column cannot hold would only stop the page that reads it."""
    document = interchange.read(Path("resources/practice/khoi-mau.json"))
    assert document[table], "the practice bloc has such a row"
    document[table] = [{**document[table][0], column: value}]
    with pytest.raises(BadInput, match=r"import\.bad_place") as refused:
        interchange.check(document)
    assert str(refused.value.facts["place"]).startswith(table)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("bloc", [{"key": "head", "name": "Khối"}]),
        ("bloc", [{"key": "bloc", "name": "Khối"}, {"key": "doubled", "name": "Khối"}]),
        ("proposal", [{"key": "p", "year": 2025, "unit": "hnd", "title": "CSTĐ", "person": "n", "household": "h"}]),
        (
            "registered_title",
            [{"key": "p", "year": 2025, "unit": "hnd", "title": "x", "person": "n", "household": "h"}],
        ),
        ("honour", [{"key": "p", "year": 2025, "title": "x", "person": "n", "household": "h"}]),
    ],
)
def test_columns_that_cannot_stand_beside_each_other_are_refused_in_words(
    tmp_path: Path, table: str, rows: list[dict[str, object]]
) -> None:
    """What no verb writes and the schema of the document does not say; only the table itself refuses it."""
    document = interchange.read(_written(tmp_path))
    document |= {"bloc_year": [{"year": 2025}], table: rows}
    document |= {"person": [{"key": "n", "name": "An"}], "household": [{"key": "h", "unit": "hnd", "head": "Bình"}]}
    with create_book(tmp_path / "a.sokhoi", "A") as book:
        before = book.store.canonical()
        with pytest.raises(BadInput, match=r"import\.bad_place"):
            interchange.import_into(book, document, bytes_of)
        assert book.store.canonical() == before


@pytest.mark.parametrize("digits", ["9223372036854775808", "-9223372036854775809", "1" + "0" * 25])
@pytest.mark.parametrize("row", ['"bloc_year":[{{"year":{0}}}]', '"unit":[{{"key":"a","note":[{0}]}}]'])
def test_a_number_no_column_holds_is_refused_in_words(tmp_path: Path, digits: str, row: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'{{"format":"so-khoi","version":1,{row.format(digits)}}}', encoding="utf-8")
    with pytest.raises(BadInput, match=r"import\.not_json"):
        interchange.read(path)
