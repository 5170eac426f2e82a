"""Papers of the practice bloc: what is printed is what the year's expected results say."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book, open_book
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.points import show, show_plain
from models.rules.place.regulation import Rule
from printing.catalogue import PAPERS
from printing.content import differences, ranking, score_sheet, standing_words, summary
from printing.content.reading import Source, own_name
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, ITEMS, STAGES, UNITS, YEAR, unit_key
from tests.printing import papers

NAMES = {unit_key(raw["id"]): raw for raw in DATA["units"]}


def test_score_sheets_hold_every_point_of_every_step(practice_book: Book) -> None:
    sheets = score_sheet.gather(practice_book, YEAR)
    assert [sheet.unit for sheet in sheets] == [NAMES[unit]["name"] for unit in UNITS]
    for unit, sheet in zip(UNITS, sheets, strict=True):
        by_code = {line.code.lower(): filled for line, filled in zip(sheet.form.lines, sheet.lines, strict=True)}
        for at, stage in enumerate(STAGES):
            score = EXPECTED["scores"][stage][unit.upper()]
            bonus = {code.lower(): Fraction(points) for code, points in score["bonus"].items()}
            for item, points in zip(ITEMS, score["points"], strict=True):
                earned = bonus.get(item, Fraction(0))
                wanted = "Không giao" if points is None else show_plain(Fraction(points))
                wanted += f"+{show_plain(earned)}" if earned else ""
                if at == 0:  # the step a unit signs: as its paper says
                    wanted = on_paper(unit, item, wanted)
                assert by_code[item].points[at].removesuffix("*") == wanted
            total = (
                Fraction(DATA["scores"][unit.upper()]["self"]["paper"]["total"])
                if at == 0
                else Fraction(score["total"])
            )
            assert sheet.lines[-1].points[at] == show(total)
        counted = Fraction(EXPECTED["scores"]["self"][unit.upper()]["total"])
        said = [note for note in sheet.notes if note.startswith("Tự chấm: đơn vị ghi tổng")]
        own = Fraction(DATA["scores"][unit.upper()]["self"]["paper"]["total"])
        assert sheet.lines[-1].points[0] == show(own)
        assert bool(said) == (counted != own)
        if said:
            assert f"đơn vị ghi tổng {show(own)} điểm; cộng theo bảng chấm điểm được {show(counted)} điểm" in said[0]


def otherwise(unit: str, item: str) -> bool:
    """Whether a unit's own sheet states for an item other points than count."""
    score = EXPECTED["scores"]["self"][unit.upper()]
    points = dict(zip(ITEMS, score["points"], strict=True))[item]
    earned = {code.lower(): Fraction(text) for code, text in score["bonus"].items()}.get(item)
    counted = "Không giao" if points is None else show_plain(Fraction(points))
    counted += f"+{show_plain(earned)}" if earned else ""
    return on_paper(unit, item, counted) != counted


def on_paper(unit: str, item: str, counted: str) -> str:
    """What a unit's own sheet states for an item, where it states anything."""
    paper = DATA["scores"][unit.upper()]["self"]["paper"]
    base = dict(zip(ITEMS, paper["base"], strict=True))[item]
    bonus = {code.lower(): text for code, text in paper["bonus"].items()}.get(item)
    own, _, more = counted.partition("+")
    own = show_plain(Fraction(base)) if base is not None else own
    more = show_plain(Fraction(bonus)) if bonus is not None else more
    return own + (f"+{more}" if more not in ("", "0") else "")


def test_a_sheet_names_evidence_notes_excesses_and_signers(practice_book: Book) -> None:
    (sheet,) = score_sheet.gather(practice_book, YEAR, ["vpub"], date="2025-12-05")
    lines = {line.code: filled for line, filled in zip(sheet.form.lines, sheet.lines, strict=True)}
    assert lines["I.1"].evidence == "Báo cáo số 112/BC-VPUB ngày 15/11/2025, trang 3"
    assert lines["II.5"].note == "Khối chấm: Còn 01 kiến nghị trả lời chưa rõ"
    assert sheet.received == "18/11/2025"
    assert "Mục I.3, điểm thưởng: ghi 1,2, chỉ tính 1 (tự chấm)." in sheet.notes
    assert any(note.startswith("Cả bảng, điểm thưởng:") for note in sheet.notes)
    assert [signer.name for signer in sheet.signers] == ["Nguyễn Hoàng Trúc", "Trần Văn Bách", ""]
    assert sheet.signers[1].position == ("TRƯỞNG KHỐI", "CHÁNH THANH TRA")
    (explained,) = score_sheet.gather(practice_book, YEAR, ["ttr"])
    notes = {line.code: filled.note for line, filled in zip(explained.form.lines, explained.lines, strict=True)}
    assert "Giải trình: Kết luận đã công khai ngày 02/12/2025" in notes["II.5"]


def test_a_blank_sheet_holds_the_form_and_nothing_of_the_year(practice_book: Book) -> None:
    sheets = score_sheet.gather(practice_book, YEAR, blank=True)
    assert len(sheets) == len(UNITS)
    for sheet in sheets:
        assert sheet.lines == ()
        assert sheet.notes == ()
        assert sheet.received == ""
        assert sheet.form is sheets[0].form
    titles = [line.title for line in sheets[0].form.lines]
    assert all(item["name"] in titles for item in DATA["form"]["items"])
    lines = {line.code: line for line in sheets[0].form.lines}
    assert lines["I.4"].rule.startswith("Từ 98% trở lên: 5;")
    assert lines["I.4"].needs == "Minh chứng: Số liệu theo dõi của cơ quan có thẩm quyền"
    filled = score_sheet.gather(practice_book, YEAR)[0].form.lines
    assert not any(line.rule or line.needs for line in filled)


def test_letterheads_follow_each_unit_and_the_head_unit(practice_book: Book) -> None:
    families = {sheet.unit: sheet.heading.family for sheet in score_sheet.gather(practice_book, YEAR)}
    for unit in UNITS:
        kind = NAMES[unit]["kind"]
        wanted = {"party": "party", "front": "front", "mass_organisation": "front", "youth_union": "youth"}
        assert families[NAMES[unit]["name"]] == wanted.get(kind, "state")
    assert ranking.gather(practice_book, YEAR).heading.issuer == ("THANH TRA TỈNH SÔNG LÀNH",)
    assert ranking.gather(practice_book, YEAR).heading.family == "state"


def test_the_ranking_before_the_ballot_is_provisional(practice_book: Book) -> None:
    content = ranking.gather(practice_book, YEAR)
    expected = EXPECTED["rank_before_ballot"]
    ranked = [line for line in content.lines if line.rank]
    assert [line.points for line in ranked] == [each["points_shown"] for each in expected]
    tied = set(EXPECTED["provisional_before_ballot"]["tied"])
    for line, each in zip(ranked, expected, strict=True):
        provisional = each["unit"] in tied
        assert line.rank == f"{each['rank']}" + (" (tạm)" if provisional else "")
        assert ("Bằng điểm, chờ phân định" in line.reason) == provisional
        if not provisional:
            assert line.unit == NAMES[unit_key(each["unit"])]["short"]
    assert any("(tạm)" in note for note in content.notes)
    assert any("là số ước thực hiện" in note for note in content.notes)
    assert any("tổng số đơn vị: 09" in note for note in content.notes)
    left = [line for line in content.lines if not line.rank]
    assert all("thôi tham gia khối" in line.reason for line in left)


def test_the_ranking_after_the_ballot_gives_the_reasons(decided_book: Book) -> None:
    content = ranking.gather(decided_book, YEAR)
    ranked = [line for line in content.lines if line.rank]
    labels = {each["unit"]: each for each in EXPECTED["classes"]}
    for line, each in zip(ranked, EXPECTED["rank"], strict=True):
        unit = each["unit"]
        assert (line.rank, line.points) == (str(each["rank"]), each["points_shown"])
        assert line.unit == NAMES[unit_key(unit)]["short"]
        assert line.label == labels[unit]["label"]
    reasons = {line.unit: line.reason for line in ranked}
    assert reasons["Ủy ban MTTQ tỉnh"] == "Phiếu bầu: 5 so với 3"
    assert reasons["Văn phòng Tỉnh ủy"] == "Có cá nhân bị kỷ luật cảnh cáo (khoản 2 Điều 9)"
    assert "khoản 1 Điều 6" in content.basis
    assert not any("(tạm)" in note for note in content.notes)


def test_the_summary_adds_rank_and_class_under_the_points(decided_book: Book) -> None:
    (content,) = summary.gather(decided_book, YEAR)
    assert content.units == tuple(NAMES[unit]["short"] for unit in UNITS)
    assert content.stages == ("Tự chấm", "Khối chấm", "Thẩm định")
    totals = {line.title: line for line in content.lines if line.kind == "total"}
    ranks = {each["unit"]: each["rank"] for each in EXPECTED["rank"]}
    for at, unit in enumerate(UNITS):
        scores = [EXPECTED["scores"][stage][unit.upper()] for stage in STAGES]
        assert totals["Tổng điểm"].cells[at] == tuple(show(Fraction(score["total"])) for score in scores)
        assert totals["Xếp hạng"].cells[at] == (str(ranks[unit.upper()]),)
        bonus = tuple(show_plain(Fraction(score["bonus_counted"])) for score in scores)
        assert totals["Điểm thưởng được tính"].cells[at] == bonus
        assert len(totals["Xếp loại"].cells[at]) == 1


def test_what_is_printed_adds_up(decided_book: Book) -> None:
    """Items without their bonus add up to the group, groups and the counted bonus to the total."""
    (content,) = summary.gather(decided_book, YEAR)
    total = {line.title: line for line in content.lines if line.kind == "total"}
    groups = [line for line in content.lines if line.kind == "group"]
    for unit in range(len(UNITS)):
        for stage in range(len(STAGES)):
            said = [_number(line.cells[unit][stage]) for line in groups]
            bonus = _number(total["Điểm thưởng được tính"].cells[unit][stage])
            assert sum(said, bonus) == _number(total["Tổng điểm"].cells[unit][stage])
            for group, points in zip(groups, said, strict=True):
                items = [
                    line for line in content.lines if line.kind == "item" and line.code.startswith(f"{group.code}.")
                ]
                assert sum((_number(line.cells[unit][stage]) for line in items), Fraction(0)) == points


def test_the_detailed_tables_show_what_the_units_wrote_and_say_what_counts(lived_book: Book) -> None:
    """Seen failing: the units' own column said 103,70 where the office had written 101,90."""
    (counted,), (own,) = summary.gather(lived_book, YEAR), summary.gather(lived_book, YEAR, own=True)
    totals = [next(line for line in one.lines if line.title == summary.TOTAL_LINE).cells for one in (counted, own)]
    at = counted.units.index("Văn phòng UBND tỉnh")
    assert [each[at] for each in totals] == [("103,70", "102,25", "102,25"), ("101,90", "102,25", "102,25")]
    assert [each[1:] for each in totals[0]] == [each[1:] for each in totals[1]], "what counts of other steps"
    said = [note for note in own.notes if "đơn vị ghi tổng" in note]
    assert len(said) == len(own.units) == 9 and not any("đơn vị ghi tổng" in note for note in counted.notes)
    for key, shown in (("bang-chi-tiet-a4", "101,90"), ("bang-chi-tiet-a3", "101,90"), ("bang-tong-hop", "102,25")):
        kind = next(one for one in PAPERS if one.key == key)
        assert shown in repr(kind.composed(lived_book, year=YEAR))


def _number(cell: str) -> Fraction:
    plain = cell.removesuffix("*").split("+")[0].replace(",", ".")
    return Fraction(plain) if plain and plain != "Không giao" else Fraction(0)


def test_one_step_alone_is_ranked_by_that_step(decided_book: Book) -> None:
    (content,) = summary.gather(decided_book, YEAR, "self")
    assert content.stages == ("Tự chấm",)
    assert "theo điểm tự chấm" in ranking.gather(decided_book, YEAR, "self").about
    assert "chính thức" not in ranking.gather(decided_book, YEAR).about


def test_differences_list_the_changed_items_of_each_unit(practice_book: Book) -> None:
    content = differences.gather(practice_book, YEAR)
    changed = EXPECTED["items_changed_self_to_appraisal"]
    gaps = EXPECTED["self_minus_appraisal"]
    for unit, found in zip(UNITS, content.units, strict=True):
        ident = unit.upper()
        codes = [line.code for line in found.lines]
        assert [code for code in codes if code in changed[ident]] == changed[ident]
        others = [line for line in found.lines if line.code not in changed[ident] and line.difference != "0"]
        assert all(otherwise(unit, line.code.lower()) for line in others), "only what the unit wrote otherwise"
        wrote, counted = (
            Fraction(DATA["scores"][ident]["self"]["paper"]["total"]),
            Fraction(EXPECTED["scores"]["self"][ident]["total"]),
        )
        gap = counted - Fraction(str(gaps[ident])) - wrote
        assert found.totals[0] == show(wrote), "the column is the unit's, the difference stands beside it"
        assert found.difference == ("0" if not gap else ("−" if gap < 0 else "+") + show(abs(gap)))
    *stated, above = content.notes
    assert above == "Hội Nông dân tỉnh tự chấm cao hơn thẩm định 20,15 điểm, nhiều hơn mức 5 điểm khối đã thống nhất."
    assert len(stated) == len(UNITS) and all("đơn vị ghi tổng" in one for one in stated)


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.key)
def test_every_paper_of_the_catalogue_prints(kind: object, lived_book: Book, tmp_path: Path) -> None:
    from printing.catalogue import PaperKind

    assert isinstance(kind, PaperKind)
    made = kind.make(lived_book, year=YEAR)
    assert made == kind.make(lived_book, year=YEAR)
    text = " ".join(papers.raw_pages(made, tmp_path))
    if kind.key not in ("bien-ten", "khau-hieu"):  # words on the tables and over the stage have no letterhead
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "2025" in text
    fonts = papers.fonts_of(made, tmp_path)
    assert all("Tinos" in name and embedded == "yes" for name, embedded, _ in fonts)


def test_choices_of_the_catalogue(practice_book: Book, tmp_path: Path) -> None:
    kinds = {kind.key: kind for kind in PAPERS}
    assert len(kinds) == len(PAPERS)
    one = kinds["phieu-cham"].make(practice_book, year=YEAR, unit="td", date="2025-12-05")
    text = " ".join(papers.raw_pages(one, tmp_path))
    assert "ngày 05 tháng 12 năm 2025" in text
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in text
    assert "Thanh tra" not in text
    with pytest.raises(BadInput) as refused:
        kinds["xep-hang"].make(practice_book, year=YEAR, unit="td")
    assert refused.value.code == "paper.choice_not_taken"
    with pytest.raises(RuleViolation) as unknown:
        kinds["phieu-cham"].make(practice_book, year=YEAR, unit="skhdt-moi")
    assert unknown.value.code == "score.not_member"
    with pytest.raises(RuleViolation) as stage:
        kinds["xep-hang"].make(practice_book, year=YEAR, stage="council")
    assert stage.value.code == "score.unknown_stage"


def test_a_party_head_unit_turns_the_papers_of_the_bloc(practice_book: Book, tmp_path: Path) -> None:
    with practice_book.store.operation("test.head") as _:
        (term,) = practice_book.leadership.terms(YEAR)
        practice_book.leadership.put_term(YEAR, "vptu", "head", key=term.key)
    try:
        made = {kind.key: kind for kind in PAPERS}["bang-tong-hop"].make(practice_book, year=YEAR, date="2025-12-05")
        text = " ".join(papers.raw_pages(made, tmp_path))
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
        assert "CỘNG HÒA" not in text
        assert "T/M KHỐI THI ĐUA" in text
    finally:
        practice_book.leadership.put_term(YEAR, "ttr", "head", key=term.key)


@pytest.mark.parametrize(
    ("name", "parent", "issuer"),
    [
        ("Thanh tra tỉnh Sông Lành", "", "THANH TRA TỈNH SÔNG LÀNH"),
        ("Văn phòng UBND huyện Bình Giang", "UBND huyện Bình Giang", "VĂN PHÒNG"),
        ("Ban Tổ chức Tỉnh ủy", "Tỉnh ủy", "BAN TỔ CHỨC"),
        ("Văn phòng HĐND - UBND huyện Bình Giang", "UBND huyện Bình Giang", None),
        ("Văn phòng HĐND và UBND xã Tân Lập", "UBND xã Tân Lập", None),
        ("Đảng ủy các cơ quan thuộc Huyện ủy Bình Giang", "Huyện ủy Bình Giang", None),
        ("Đảng ủy các cơ quan Tỉnh ủy", "Tỉnh ủy", None),
        ("Trung tâm Lưu trữ của Tỉnh ủy", "Tỉnh ủy", None),
        ("Văn phòng HĐND, UBND huyện Bình Giang", "UBND huyện Bình Giang", None),
        ("Trạm Y tế (UBND xã Tân Lập", "UBND xã Tân Lập", None),
        ("UBND xã Tân Lập", "UBND xã Tân Lập", None),
        ("Ban Quản lý khu di tích", "ích", None),
    ],
)
def test_an_issuers_name_is_cut_only_where_a_whole_name_is_left(name: str, parent: str, issuer: str | None) -> None:
    """None: the full name stands."""
    assert own_name(name.upper(), parent.upper()) == (issuer or name.upper())


def test_the_letterhead_of_an_office_of_two_bodies(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        said = {"key": "vp", "year": YEAR, "parent_body": "UBND huyện Bình Giang"}
        book.members.add("Văn phòng HĐND - UBND huyện Bình Giang", "Văn phòng", "state", **said)
        heading = Source(book, YEAR, "").heading("vp")
        assert heading.parent == ("UBND HUYỆN BÌNH GIANG",)
        assert heading.issuer == ("VĂN PHÒNG HĐND - UBND HUYỆN BÌNH GIANG",)


def test_the_cap_of_qd_366_is_printed_with_what_it_is_reckoned_from(decided_book: Book, tmp_path: Path) -> None:
    """QĐ 366: excellent at most 20 % of those rated good; the base stands in words and figures on the result."""
    place = Path(shutil.copy(decided_book.store.path, tmp_path / "k.sokhoi"))
    with open_book(place, clock=Clock(), key_source=keys(70_000)) as book:
        (cap,) = [one for one in book.regulations.pack("qd366-dang").rules if one.key == "so-xuat-sac"]
        old = [one.key for one in book.regulations.rules(YEAR) if one.kind == "class-quota/1"]
        changes: dict[str, Rule | None] = {
            **dict.fromkeys(old),
            cap.key: replace(cap, valid_from=None, unverified=False),
        }
        book.regulations.revise(YEAR, changes, "theo QĐ 366")
        (use,) = book.standing.ranking(YEAR).quotas
        assert use.base_name == "rated:HTT" and use.base
        counted = f"(số đơn vị xếp loại Hoàn thành tốt nhiệm vụ: {use.base:02d}), đã xếp {len(use.used):02d}"
        said = f"{counted}; Quy định số 366-QĐ/TW"
        kind = next(one for one in PAPERS if one.key == "xep-hang")
        assert said in " ".join(papers.raw_pages(kind.make(book, year=YEAR), tmp_path))


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("units", "tổng số đơn vị"),
        ("ranked-units", "số đơn vị được xếp hạng"),
        ("rated:HTT", "số đơn vị xếp loại Hoàn thành tốt nhiệm vụ"),
        ("rated-at-least:HTT", "số đơn vị xếp loại Hoàn thành tốt nhiệm vụ trở lên"),
    ],
)
def test_every_base_of_a_cap_has_its_words(decided_book: Book, base: str, words: str) -> None:
    assert standing_words._base_words(decided_book.standing.ranking(YEAR), base) == words
