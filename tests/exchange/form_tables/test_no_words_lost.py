"""Lines of a table of criteria that a reading once passed over in silence: each with what it must come to."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest

from models.exchange import cells
from models.exchange.form_table import FormReading, read
from models.exchange.form_table.phrases import is_total, may_be_total, points_in, says_a_fault, total_of
from tests.exchange.form_tables.outlines import outline

HEAD = "TT|Nội dung|Điểm chuẩn|Cách chấm"


def pasted(*rows: str) -> FormReading:
    return read(cells.pasted("\n".join(row.replace("|", "\t") for row in rows)))


def asked(reading: FormReading) -> set[str]:
    return {one.code for one in reading.questions}


def refused(reading: FormReading) -> list[tuple[str, str]]:
    return [(one.cell.address, one.refusal.code) for page in reading.account.pages.values() for one in page.refused]


# --- the foot ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("foot", "asks"),
    [
        (
            ("HƯỚNG DẪN CHẤM", "Điểm cộng tối đa không quá 10 điểm", "Vắng họp 1 lần trừ 2 điểm"),
            {"bonus-cap-in-note", "rule-in-note"},
        ),
        (("Hà Nội, ngày 5 tháng 1 năm 2026", "Tổng điểm trừ không quá 10 điểm"), {"penalty-cap-in-note"}),
        (("TRƯỞNG KHỐI", "Nguyễn Văn A", "Ghi chú: Vắng họp 1 lần trừ 2 điểm"), {"rule-in-note"}),
        (("QUY ĐỊNH THÊM", "Các đơn vị gửi đủ hồ sơ", "Gửi chậm thì không được tính điểm"), {"rule-in-note"}),
    ],
)
def test_a_heading_or_a_signature_hides_no_sentence_of_points_below_it(foot: tuple[str, ...], asks: set[str]) -> None:
    reading = pasted(HEAD, "1|Một|60|", "2|Hai|40|", "|Tổng cộng|100|", *(f"|{line}||" for line in foot))
    assert asked(reading) == asks
    assert outline(reading) == ["1|Một|60", "2|Hai|40"]


def test_names_and_notes_of_the_foot_are_told_apart() -> None:
    foot = ("Hà Nội, ngày 5 tháng 1 năm 2026", "TRƯỞNG KHỐI", "Nguyễn Văn A", "Ghi chú: gửi bản giấy", "Xếp loại: A, B")
    reading = pasted(HEAD, "1|Một|60|", "2|Hai|40|", "|Tổng cộng|100|", *(f"|{line}||" for line in foot))
    assert [line.kind for line in reading.lines[-5:]] == ["signature"] * 3 + ["note", "class-line"]


# --- points of groups -------------------------------------------------------------------------------------------------

GROUPS = "Nhóm|Lĩnh vực|Nội dung|Điểm nhóm|Điểm lĩnh vực|Điểm tối đa"


def test_points_of_groups_that_hold_one_item_each_are_the_groups() -> None:
    reading = pasted(
        GROUPS,
        "A. Chính trị|L1. Học tập|Mục một|50|30|30",
        "|L2. Tuyên truyền|Mục hai||20|20",
        "B. Chuyên môn|L3. Kế hoạch|Mục ba|50|30|30",
        "|L4. Hồ sơ|Mục bốn||20|20",
    )  # fmt: skip
    assert [(node.title, node.max) for node in reading.nodes()] == [
        ("Chính trị", 50), ("Học tập", 30), ("Mục một", 30), ("Tuyên truyền", 20), ("Mục hai", 20),
        ("Chuyên môn", 50), ("Kế hoạch", 30), ("Mục ba", 30), ("Hồ sơ", 20), ("Mục bốn", 20),
    ]  # fmt: skip
    assert refused(reading) == []


def test_points_of_groups_said_on_every_line_are_taken_or_refused() -> None:
    """Said again on each line of the group; with a column of points for each level, and with one for both."""
    reading = pasted(
        GROUPS,
        "A. Chính trị|L1. Học tập|Mục một|50|30|30",
        "|L2. Tuyên truyền|Mục hai|50|20|20",
        "B. Chuyên môn|L3. Kế hoạch|Mục ba|50|30|30",
        "|L4. Hồ sơ|Mục bốn|50|20|20",
    )  # fmt: skip
    groups = {node.title: node.max for node in reading.nodes() if node.kind == "group"}
    assert groups == {
        "Chính trị": 50, "Học tập": 30, "Tuyên truyền": 20, "Chuyên môn": 50, "Kế hoạch": 30, "Hồ sơ": 20
    }  # fmt: skip
    assert refused(reading) == [("D3", "form.points_of_no_group"), ("D5", "form.points_of_no_group")]
    one = pasted(
        "Nhóm|Lĩnh vực|Nội dung|Điểm nhóm|Điểm tối đa",
        "A. Chính trị|L1. Học tập|Mục một|30|30",
        "|L2. Tuyên truyền|Mục hai|20|20",
        "B. Chuyên môn|L3. Kế hoạch|Mục ba|30|30",
        "|L4. Hồ sơ|Mục bốn|20|20",
    )  # fmt: skip
    said = [node.max for node in one.nodes() if node.kind == "group" and node.max is not None]
    assert len(said) + len(refused(one)) == 4


# --- points behind a title --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Nộp báo cáo (60 điểm) (chậm một ngày trừ một điểm)",
        "Nộp báo cáo (60 điểm) (mỗi ngày chậm mất hai điểm)",
        "Nộp báo cáo (60 điểm) (vắng không tính điểm)",
    ],
)
def test_a_rule_in_brackets_behind_the_points_stays(title: str) -> None:
    reading = pasted("TT|Nội dung", f"1|{title}", "2|Họp khối (40 điểm)")
    first = next(iter(reading.nodes()))
    assert title.rpartition(" (")[2] in f"{first.title} {first.rule_text}"
    assert first.max == 60 or "points-missing" in asked(reading)


@pytest.mark.parametrize(
    "words", ["(Một trăm điểm)", "(Bằng chữ: Một trăm điểm)", "(Viết bằng chữ: ………… điểm.)", "(một trăm phẩy năm điểm)"]
)
def test_a_number_in_words_behind_its_digits_is_no_part_of_the_title(words: str) -> None:
    assert points_in(f"Nộp báo cáo (100 điểm) {words}") == ("Nộp báo cáo", 100)
    assert is_total(f"Tổng: 100 điểm {words}")


# --- notes inside the table -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "note", "outlined"),
    [
        ("II|Công tác B||", "|- Trừ theo tỷ lệ||", "II|Công tác B|"),
        ("III|Công tác B||", "|Theo hướng dẫn riêng||", "III|Công tác B|"),
        ("|CÔNG TÁC B||", "|- Trừ theo tỷ lệ||", "|CÔNG TÁC B|"),
    ],
)
def test_a_group_after_notes_inside_the_table_is_a_group(heading: str, note: str, outlined: str) -> None:
    first = "|CÔNG TÁC A||" if heading.startswith("|") else "I|Công tác A||"
    reading = pasted(
        HEAD, first, "1|Một|30|", "2|Hai|20|", "|Ghi chú:||", note, heading, "1|Ba|30|", "2|Bốn|20|", "|Tổng|100|",
    )  # fmt: skip
    top = first.rstrip("|") + "|"
    assert outline(reading) == [top, "> 1|Một|30", "> 2|Hai|20", outlined, "> 1|Ba|30", "> 2|Bốn|20"]


def test_a_plain_heading_after_notes_heads_and_the_notes_do_not() -> None:
    reading = pasted(
        HEAD, "|Công tác chuyên môn||", "1|Một|30|", "2|Hai|20|", "|Ghi chú:||", "|Theo hướng dẫn riêng||",
        "|Công tác đoàn thể||", "3|Ba|30|", "4|Bốn|20|", "|Tổng|100|",
    )  # fmt: skip
    assert outline(reading) == [
        "|Công tác chuyên môn|", "> 1|Một|30", "> 2|Hai|20", "|Công tác đoàn thể|", "> 3|Ba|30", "> 4|Bốn|20"
    ]  # fmt: skip


def test_numbered_notes_between_two_groups_stay_notes() -> None:
    reading = pasted(
        HEAD, "I|Công tác A||", "1|Một|50|", "|Ghi chú:||", "1|Số liệu chốt cuối năm||", "2|Gửi bản giấy||",
        "II|Công tác B||", "1|Ba|50|", "|Tổng|100|",
    )  # fmt: skip
    assert outline(reading) == ["I|Công tác A|", "> 1|Một|50", "II|Công tác B|", "> 1|Ba|50"]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Loại trừ điểm trùng, chấm chéo hồ sơ", "Sai 1 hồ sơ trừ 1 điểm"),
        ("Không xếp loại chi bộ yếu kém", "Có 1 chi bộ yếu trừ 2 điểm"),
    ],
)
def test_a_criterion_with_a_rule_of_points_shuts_nobody_out(title: str, rule: str) -> None:
    reading = pasted(HEAD, "1|Một|60|", "2|Hai|40|", f"3|{title}||{rule}")
    assert [(node.code, node.title, node.rule_text) for node in reading.nodes()][-1] == ("3", title, rule)
    barred = pasted(HEAD, "1|Một|60|", "2|Hai|40|", f"3|{title}||Theo kết luận của cấp trên")
    assert [node.code for node in barred.nodes()] == ["1", "2"]


# --- titles over several lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "third", "title", "rule"),
    [
        (
            "đúng mẫu, đúng hạn theo quy định của khối",
            "vắng họp không lý do bị hạ một bậc",
            "Chế độ báo cáo đúng mẫu, đúng hạn theo quy định của khối",
            "vắng họp không lý do bị hạ một bậc",
        ),
        ("chậm nhiều lần thì hạ một bậc", "", "Chế độ báo cáo", "chậm nhiều lần thì hạ một bậc"),
        ("đơn vị vắng bị hạ một bậc", "", "Chế độ báo cáo", "đơn vị vắng bị hạ một bậc"),
        ("và chuẩn bị hội nghị của khối", "", "Chế độ báo cáo và chuẩn bị hội nghị của khối", ""),
    ],
)
def test_a_title_goes_on_over_one_line_and_takes_no_rule(second: str, third: str, title: str, rule: str) -> None:
    reading = pasted(HEAD, "1|Chế độ báo cáo|60|", f"|{second}||", *([f"|{third}||"] if third else []), "2|Hai|40|")
    first = next(iter(reading.nodes()))
    assert (first.title, first.rule_text) == (title, rule)


# --- totals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["Tổng cộng 3 nội dung", "Tổng cộng 10 tiêu chí", "Tổng điểm của 2 mục", "Tổng cộng 2 đơn vị"]
)
def test_a_count_in_the_total_names_no_group(words: str) -> None:
    reading = pasted(HEAD, *(f"{n}|Việc số {n}|20|" for n in range(1, 11)), f"|{words}|190|")
    assert reading.total == 190
    assert "total-differs" in asked(reading)


@pytest.mark.parametrize(
    ("words", "codes", "group"),
    [
        ("Cộng mục 1", "1 2", "1"),
        ("Cộng tiêu chuẩn 1", "1 2", "1"),
        ("Cộng nhóm 2 nội dung chính", "1 2", "2"),
        ("Cộng 1.2", "1.1 1.2", "1.2"),
        ("Tổng cộng 1, 2", "1 2", ""),
        ("Tổng cộng 1 và 2", "1 2", ""),
        ("Tổng cộng 2 tiêu chí", "1 2", ""),
        ("Tổng điểm 1 trừ 2", "1 2", ""),
        ("Tổng điểm: 2 điểm", "1 2", ""),
        ("Cộng mục I", "I II", "I"),
        ("Cộng nhóm i", "I II", "I"),
        ("Cộng mục b", "a b", "b"),
        ("Cộng mục B", "a b", "b"),
        ("CỘNG MỤC B", "A B a b", "B"),
        ("Cộng mục b", "A B a b", "b"),
        ("Tổng cộng (A)", "I a b", "A"),
        ("Tổng cộng", "I II", ""),
        ("Cộng mục c", "a b", "c"),
    ],
)
def test_a_sum_names_the_group_whose_code_it_says(words: str, codes: str, group: str) -> None:
    assert total_of(words, codes.split()) == group


@pytest.mark.parametrize(("one", "other"), [("Cộng mục a", "Cộng mục b"), ("Cộng nhóm A", "Cộng nhóm B")])
def test_sums_below_groups_in_small_letters_are_the_groups(one: str, other: str) -> None:
    reading = pasted(
        HEAD, "a|Nhóm một||", "1|Một|30|", "2|Hai|20|", f"|{one}|50|", "b|Nhóm hai||", "1|Ba|40|", f"|{other}|40|",
    )  # fmt: skip
    assert [(node.code, node.max) for node in reading.tree] == [("a", 50), ("b", 40)]
    assert reading.total is None


@pytest.mark.parametrize("words", ["Tiêu chí chung", "Kết quả chung", "Mục chung"])
def test_an_item_without_number_is_no_total_because_the_sums_fit(words: str) -> None:
    reading = pasted(HEAD, "I|Nhóm|50|", "1|Một|30|", "2|Hai|20|", f"|{words}|50|")
    assert not may_be_total(words)
    assert words in {node.title for node in reading.nodes()}
    assert reading.total is None


@pytest.mark.parametrize("words", ["Điểm tối đa", "Thang điểm", "Điểm chung"])
def test_a_total_known_by_its_sum_alone_is_told(words: str) -> None:
    reading = pasted(HEAD, "I|Nhóm|50|", "1|Một|30|", "2|Hai|20|", f"|{words}|50|")
    assert reading.total == Fraction(50)
    assert "total-by-sum" in asked(reading)
    surely = pasted(HEAD, "I|Nhóm|50|", "1|Một|30|", "2|Hai|20|", "|Tổng cộng|50|")
    assert "total-by-sum" not in asked(surely)


@pytest.mark.parametrize("text", ["nhóm " * 20_000, "1 " * 20_000, "(một " * 20_000, "chuẩn bị " * 20_000], ids=len)
def test_no_words_however_long_hold_the_reader(text: str) -> None:
    """Seen failing: the words before a number in a total were joined anew for each."""
    began = process_time()
    for ask in (points_in, says_a_fault, lambda words: total_of(words, ("1", "a"))):
        ask(text)
    assert process_time() - began < 2
