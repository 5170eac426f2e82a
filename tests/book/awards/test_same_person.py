"""Two records of one person, the name on an award, levels recognised by others: reads follow, nothing is guessed."""

from __future__ import annotations

import pytest

from models.book.awards.levels import AWAITED
from models.book.book import Book
from models.rules.errors import RuleViolation
from printing.content import awards as letter
from printing.content import statistics
from tests.book.awards.rules import YEAR


@pytest.fixture
def moved(year: Book) -> tuple[Book, str, str]:
    """Somebody honoured in unit a in 2023 and known in unit b since 2025 as another record."""
    old = year.members.person_of("a", "Nguyễn Văn Bình")
    new = year.members.person_of("b", "Nguyễn Văn Bình")
    year.history.record("BK", 2023, "a", old, decision="12/QĐ")
    return year, old, new


def asked(book: Book) -> list[str]:
    return [one.subject for one in book.decisions.open_questions(YEAR) if one.key == "person.same"]


def test_a_name_known_elsewhere_is_asked_about_and_never_joined(moved: tuple[Book, str, str]) -> None:
    book, old, new = moved
    assert asked(book) == [] and book.history.of_person(new) == ()
    book.awards.propose(YEAR, "BK", "b", new, key="p")
    assert asked(book) == ["+".join(sorted((old, new)))]
    assert book.history.of_person(new) == ()


@pytest.mark.parametrize("choice", ["same", "other"])
def test_an_answer_links_or_leaves_them_and_is_undone_with_its_link(moved: tuple[Book, str, str], choice: str) -> None:
    book, old, new = moved
    book.awards.propose(YEAR, "BK", "b", new, key="p")
    (question,) = (one for one in book.decisions.open_questions(YEAR) if one.key == "person.same")
    before = book.store.canonical()
    book.decisions.answer(question, choice, "Theo hồ sơ cán bộ", year=YEAR)
    assert asked(book) == []
    same = choice == "same"
    assert set(book.members.records_of(new)) == ({old, new} if same else {new})
    assert [one.year for one in book.history.of_person(new)] == ([2023] if same else [])
    history, _ = book.history.earned("b", new)
    assert [one.year for one in history.honours] == ([2023] if same else [])
    book.store.undo()
    assert book.store.canonical() == before


def test_year_of_birth_parts_namesakes(moved: tuple[Book, str, str]) -> None:
    book, old, new = moved
    book.members.describe_person(old, birth_year=1970)
    assert book.members.namesakes(new) == (old,)
    book.members.describe_person(new, birth_year=1971)
    assert book.members.namesakes(new) == ()
    book.members.describe_person(new, birth_year=1970)
    assert book.members.namesakes(new) == (old,)


def test_a_finding_entered_for_one_record_answers_for_the_other(moved: tuple[Book, str, str]) -> None:
    book, old, new = moved
    key = book.awards.propose(YEAR, "BK", "b", new)
    book.findings.put(YEAR, old, "2", "initiatives")
    assert "chưa có thông tin" in book.awards.check(key).clauses[0].text
    book.members.link_person(old, new)
    assert book.awards.check(key).clauses[0].own == "2"
    book.findings.put(YEAR, new, "3", "initiatives")
    assert book.awards.check(key).clauses[0].own == "3"


def test_links_make_a_tree_and_a_circle_is_refused(moved: tuple[Book, str, str]) -> None:
    book, old, new = moved
    third = book.members.person_of("d", "Nguyễn Văn Bình")
    book.members.link_person(old, new)
    book.members.link_person(old, third)
    assert set(book.members.records_of(third)) == {old, new, third}
    for pair in ((old, new), (new, third), (third, old), (old, old)):
        with pytest.raises(RuleViolation, match="linked"):
            book.members.link_person(*pair)
    named = book.members.person_of("d", "Nguyễn Văn Bính")
    book.members.link_person(named, third)
    with pytest.raises(RuleViolation, match="linked") as refused:
        book.members.link_person(named, old)
    assert refused.value.facts == {"name": "Nguyễn Văn Bính"}, "it is told by the record at hand"
    book.members.unlink_person(named, third)
    with pytest.raises(RuleViolation, match="not_linked"):
        book.members.unlink_person(old, third)
    book.members.unlink_person(old, new)
    assert set(book.members.records_of(old)) == {old}
    assert set(book.members.records_of(new)) == {new, third}
    assert book.members.other_people(old)[0][0] in {new, third}


def test_a_record_is_one_with_a_namesake_before_anybody_else(moved: tuple[Book, str, str]) -> None:
    book, old, new = moved
    others = [book.members.person_of("b", name) for name in ("Vũ Thị An", "Đỗ Văn Bách")]
    assert [key for key, _ in book.members.other_people(old)] == [new, others[1], others[0]]


# --- the name on the award -------------------------------------------------------------------------------------------


def test_the_name_on_the_award_is_the_full_name_unless_somebody_says_another(year: Book) -> None:
    year.members.add("Xã An Hòa", "Xã An Hòa", key="xa", kind="commune", year=YEAR)
    assert year.awards.award_name_of("xa", YEAR) == "Nhân dân và cán bộ xã An Hòa"
    assert year.awards.award_name_of("a", YEAR) == year.members.unit("a").name
    assert year.awards.award_name_of("xa", YEAR, "Nguyễn Văn Bình") == "Nguyễn Văn Bình"
    year.awards.propose(YEAR, "BK", "xa", key="p")
    assert "Nhân dân và cán bộ xã An Hòa" in _said(year)
    year.awards.describe("p", award_name="Đảng bộ, chính quyền xã An Hòa")
    assert "Đảng bộ, chính quyền xã An Hòa" in _said(year) and "Nhân dân" not in _said(year)
    year.awards.describe("p", note="x")
    assert year.awards.proposal("p").award_name == "Đảng bộ, chính quyền xã An Hòa"
    year.awards.describe("p", award_name="")
    assert year.awards.proposal("p").award_name is None


def _said(book: Book) -> str:
    return " ".join(" ".join(line.cells) for table in letter.particulars(book, YEAR).tables for line in table.lines)


# --- levels recognised by others -------------------------------------------------------------------------------------


def test_a_level_is_awaited_until_it_comes_with_number_and_day(year: Book) -> None:
    year.findings.put_ratings(YEAR, dict.fromkeys("abcd", ""))
    found = year.findings.levels(YEAR)
    assert {one.name for one in found} == {AWAITED} and all(one.awaited for one in found)
    year.findings.put_ratings(YEAR, {"a": "HTXS"}, by="Ban Thường vụ", document="QĐ 45", date="2026-01-15")
    one = next(each for each in year.findings.levels(YEAR) if each.unit == "a")
    assert (one.name, one.by, one.document, one.date) == (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Ban Thường vụ",
        "QĐ 45",
        "2026-01-15",
    )
    table = next(each for each in statistics.gather(year, YEAR).tables if "từng đơn vị" in each.heading)
    cells = {line.cells[1]: line.cells[2:] for line in table.lines}
    assert cells[year.members.unit("a").name] == (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Ban Thường vụ",
        "QĐ 45 ngày 15/01/2026",
    )
    assert cells[year.members.unit("b").name] == (AWAITED, "", "")


def test_a_condition_on_a_level_says_it_is_awaited(year: Book) -> None:
    from models.rules.place.conditions import why

    (clause,) = why({"fact": "rating", "eq": "HTXS"}, {})
    assert clause.text.endswith("(chờ kết quả)")
    (other,) = why({"fact": "initiatives", "ge": 1}, {})
    assert other.text.endswith("(chưa có thông tin)")


def test_a_value_from_before_levels_had_names_is_kept_and_named(year: Book) -> None:
    year.findings.put(YEAR, "a", "LOAI-A")
    assert year.findings.level_names(YEAR)["LOAI-A"] == "LOAI-A"
    assert list(year.findings.level_names(YEAR))[:4] == ["HTXS", "HTT", "HT", "KHT"]
