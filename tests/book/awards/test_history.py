"""Past awards: entered in one step, pasted, searched without diacritics; findings and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.book.book import Book
from models.rules.errors import BadInput, RuleViolation

HEADS = [
    "STT",
    "Năm",
    "Đơn vị",
    "Họ và tên",
    "Năm sinh",
    "Danh hiệu, hình thức",
    "Số quyết định",
    "Ngày",
    "Cấp quyết định",
]


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(2025)
    book.members.add("Hội Nông dân tỉnh Sông Lành", "Hội Nông dân tỉnh", "mass_organisation", key="hnd", year=2025)
    book.members.add("Thanh tra tỉnh Sông Lành", "Thanh tra tỉnh", "state", key="ttr", year=2025)
    book.regulations.adopt_pack(2025, "nd152-2025")
    return book


def code(act: Callable[[], object]) -> str:
    with pytest.raises((RuleViolation, BadInput)) as caught:
        act()
    return caught.value.code


def line(number: int, *cells: str) -> list[str]:
    return [str(number), *cells]


def test_a_past_award_is_one_step_without_the_workflow(bloc: Book) -> None:
    seq = bloc.store.last_seq
    key = bloc.history.record(
        "BK_TINH", 2023, "ttr", decision="203/QĐ-UBND", date="2024-02-19", by="Chủ tịch UBND tỉnh"
    )
    assert bloc.store.last_seq == seq + 1
    (entry,) = bloc.history.entries()
    assert (entry.key, entry.name, entry.years) == (key, "Bằng khen của Chủ tịch UBND tỉnh", (2023,))
    assert bloc.journal.line(seq + 1).text == "Ghi Thanh tra tỉnh được tặng Bằng khen của Chủ tịch UBND tỉnh năm 2023"
    bloc.history.correct(key, years=(2022, 2023), decision="204/QĐ-UBND")
    assert bloc.history.entry(key).years == (2022, 2023)
    bloc.history.remove(key)
    assert bloc.history.entries() == ()


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"unit": None}, "honour.no_holder"),
        ({"unit": "zz"}, "unit.unknown"),
        ({"person": "zz"}, "person.unknown"),
        ({"year": 23}, "year.out_of_range"),
        ({"years": (2024,)}, "honour.years_bad"),
        ({"date": "19/2/2024"}, "date.bad"),
        ({"title": " "}, "name.empty"),
    ],
)
def test_what_cannot_be_entered(bloc: Book, said: dict[str, Any], refused: str) -> None:
    assert code(lambda: bloc.history.record(**{"title": "BK_TINH", "year": 2023, "unit": "ttr", **said})) == refused


def test_the_same_award_twice_is_refused_but_another_decision_is_not(bloc: Book) -> None:
    bloc.history.record("BK_TINH", 2023, "ttr", decision="1/QĐ")
    assert code(lambda: bloc.history.record("BK_TINH", 2023, "ttr", decision="1/QĐ")) == "honour.twice"
    bloc.history.record("BK_TINH", 2023, "ttr", decision="2/QĐ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bang khen", 1),
        ("BẰNG KHEN thanh tra", 1),
        ("do que chi", 1),
        ("436", 1),
        ("2024", 1),
        ("hoi nong dan", 0),
        ("", 2),
    ],
)
def test_history_is_searched_without_diacritics(bloc: Book, text: str, found: int) -> None:
    person = bloc.history.person("ttr", "Đỗ Quế Chi")
    bloc.history.record("BK_TINH", 2023, "ttr", decision="203/QĐ-UBND")
    bloc.history.record("CSTDCS", 2024, "ttr", person, decision="436/QĐ-TTr")
    assert len(bloc.history.search(text)) == found


def test_a_person_has_one_history_whatever_the_unit(bloc: Book) -> None:
    person = bloc.history.person("ttr", "Đỗ Quế Chi", 1980)
    assert bloc.history.person("ttr", "đỗ quế chi") == person
    bloc.history.record("CSTDCS", 2023, "ttr", person)
    bloc.history.record("CSTDCS", 2024, "hnd", person)
    assert [one.unit for one in bloc.history.of_person(person)] == ["hnd", "ttr"]
    assert bloc.history.earned("ttr", person)[0].years("CSTDCS") == {2023, 2024}
    assert bloc.history.earned("ttr")[0].honours == ()


def test_a_pasted_list_is_read_shown_and_written_in_one_step(bloc: Book) -> None:
    rows = [
        ["Danh sách khen thưởng"],
        HEADS,
        line(
            1,
            "2024",
            "thanh tra tỉnh sông lành",
            "",
            "",
            "Bằng khen của Chủ tịch UBND tỉnh",
            "191/QĐ-UBND",
            "14/2/2025",
            "CT",
        ),
        line(2, "2024", "Hội Nông dân tỉnh", "Chu Thị Thanh Yên", "1990", "Chiến sĩ thi đua cơ sở", "498/QĐ", "", ""),
        line(3, "2023", "Thanh tra tỉnh", "", "", "Bằng khen của Tổng cục", "", "", ""),
    ]
    preview = bloc.history.read_table(rows)
    assert preview.errors == ()
    assert [(one.code, one.line) for one in preview.faults] == [("import.title_new", 5)]
    seq = bloc.store.last_seq
    assert len(bloc.history.add_many(preview)) == 3
    assert bloc.store.last_seq == seq + 1
    found = {(one.year, one.title, one.unit, one.person_name, one.date) for one in bloc.history.entries()}
    assert found == {
        (2024, "BK_TINH", "ttr", "", "2025-02-14"),
        (2024, "CSTDCS", "hnd", "Chu Thị Thanh Yên", None),
        (2023, "Bằng khen của Tổng cục", "ttr", "", None),
    }
    again = bloc.history.read_table(rows)
    assert [one.code for one in again.faults] == ["import.honour_known"] * 2 + [
        "import.title_new",
        "import.honour_known",
    ]
    assert code(lambda: bloc.history.add_many(again)) == "import.no_new_line"
    bloc.store.undo()
    assert bloc.history.entries() == ()


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("x", "Thanh tra tỉnh", "", "", "Giấy khen", "", "", ""), "import.year_bad"),
        (("2024", "Sở Y tế", "", "", "Giấy khen", "", "", ""), "import.unit_unknown"),
        (("2024", "Thanh tra tỉnh", "", "", "", "", "", ""), "import.title_missing"),
        (("2024", "Thanh tra tỉnh", "", "", "Giấy khen", "", "31/2/2024", ""), "import.date_bad"),
    ],
)
def test_a_line_that_cannot_be_read_keeps_the_whole_list_waiting(
    bloc: Book, cells: tuple[str, ...], fault: str
) -> None:
    good = line(1, "2024", "Thanh tra tỉnh", "", "", "Giấy khen", "", "", "")
    preview = bloc.history.read_table([HEADS, good, line(2, *cells)])
    assert [(one.code, one.line) for one in preview.errors] == [(fault, 3)]
    assert code(lambda: bloc.history.add_many(preview)) == "import.has_faults"
    assert bloc.history.entries() == ()


@pytest.mark.parametrize(
    ("rows", "refused"), [([], "import.no_new_line"), ([["Năm", "Đơn vị"], ["2024", "x"]], "import.no_heading")]
)
def test_a_table_without_its_headings_is_refused(bloc: Book, rows: list[list[str]], refused: str) -> None:
    assert code(lambda: bloc.history.read_table(rows)) == refused


def test_every_doubt_has_words() -> None:
    import ast
    from pathlib import Path

    from models.book.awards import history_reading
    from ui.words.question_words import DOUBTS

    tree = ast.parse(Path(history_reading.__file__).read_text(encoding="utf-8"))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Doubt"]
    codes = {part.value for call in named for part in ast.walk(call.args[2]) if isinstance(part, ast.Constant)}
    codes |= {"import.unit_unknown", "import.unit_ambiguous"}
    assert len(codes) >= 8
    assert codes - set(DOUBTS) == set()


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [
        ("rating", "HTXS", None),
        ("initiatives(level=tinh)", "2", None),
        ("own-discipline", "yes", None),
        ("own-discipline", "có", "finding.value_bad"),
        ("initiatives", "hai", "finding.value_bad"),
        ("weather", "1", "finding.kind_unknown"),
    ],
)
def test_findings_answer_facts_of_the_catalogue(bloc: Book, kind: str, value: str, refused: str | None) -> None:
    if refused is None:
        bloc.findings.put(2025, "ttr", value, kind, by="Sở Nội vụ")
        assert [(one.kind, one.value) for one in bloc.findings.all(2025, "ttr")] == [(kind, value)]
    else:
        assert code(lambda: bloc.findings.put(2025, "ttr", value, kind)) == refused


def test_findings_are_of_somebody_known_in_a_year_that_can_be(bloc: Book) -> None:
    assert code(lambda: bloc.findings.put(2025, "zz", "HTXS")) == "finding.holder_unknown"
    assert code(lambda: bloc.findings.put(1, "ttr", "HTXS")) == "year.out_of_range"
    assert code(lambda: bloc.findings.put_result(2022, "ttr", 0)) == "past.rank_bad"
    bloc.findings.put_result(2022, "ttr", 2, "96.8", "HTXS")
    (found,) = bloc.findings.past_results(2022)
    assert (found.rank, found.points, found.class_key) == (2, "96.8", "HTXS")
