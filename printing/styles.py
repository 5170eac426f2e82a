"""The typographic rules of each document family, as one table of numbers each.

Sizes are points, margins and indents millimetres. A name in `unverified` is a number or form seen in use, not read in
its source's own text. Nothing is drawn here; the family a paper follows is its issuer's, decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from models.rules.number.text import show_month
from printing.blocks import FamilyKey


@dataclass(frozen=True, slots=True)
class Type:
    """A size and its weight and slope."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """One family's rules: measures, forms of number and date, marks."""

    source: str
    unverified: frozenset[str]
    margins: tuple[float, float, float, float]
    """top, bottom, left, right of an upright page"""
    table_margins: tuple[float, float, float, float]
    """the same for a landscape page that holds only a table"""
    page_number: Type
    nation: tuple[tuple[str, Type], ...]
    """what stands at the right of the letterhead"""
    nation_rule: float
    """length of the line under it, as a share of its last line"""
    parent: Type
    issuer: Type
    issuer_rule: float
    """length of the line under the issuer as a share of the issuer's longest line; 0: no line"""
    issuer_mark: str
    """text in place of that line"""
    number: Type
    number_form: str
    """with {no}, {kind}, {body}"""
    letter_kind: str
    """what stands for the kind in the number of an official letter, which has no name of its kind"""
    place_date: Type
    subject: Type
    title: Type
    summary: Type
    title_rule: float
    title_mark: str
    basis: Type
    basis_lead: str
    basis_end: tuple[str, str]
    """end mark of every line but the last, and of the last"""
    body: Type
    leading: float
    first_line: float
    gap: float
    end_mark: str
    capacity: dict[str, str]
    """how "on behalf of" and its kin are written"""
    authority: Type
    position: Type
    signer: Type
    sign_gap: float
    """points left for hand and seal"""
    recipients: Type
    recipients_underlined: bool
    recipients_list: Type
    kept: str
    """the last line of the recipients"""
    request: str
    """how a submission addresses whom it asks"""
    minutes: tuple[str, str]
    """who signs minutes: the one who wrote them, the one in the chair"""
    organ_leads: bool = False
    """whether an organ that issues a unit's papers stands before the unit's name, not under it"""


STATE = Style(
    source="Nghị định 30/2020/NĐ-CP, Phụ lục I",
    unverified=frozenset({"table_margins", "leading", "sign_gap", "minutes"}),
    margins=(20, 20, 30, 15),
    table_margins=(18, 15, 15, 15),
    page_number=Type(13),
    nation=(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Type(12, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", Type(13, bold=True)),
    ),
    nation_rule=1.0,
    parent=Type(12),
    issuer=Type(12, bold=True),
    issuer_rule=0.4,
    issuer_mark="",
    number=Type(13),
    number_form="Số: {no}/{kind}-{body}",
    letter_kind="",
    place_date=Type(13, italic=True),
    subject=Type(12),
    title=Type(14, bold=True),
    summary=Type(14, bold=True),
    title_rule=0.4,
    title_mark="",
    basis=Type(14, italic=True),
    basis_lead="",
    basis_end=(";", "."),
    body=Type(14),
    leading=18,
    first_line=10,
    gap=6,
    end_mark="./.",
    capacity={"TM": "TM.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ.", "Q": "Q."},
    authority=Type(13, bold=True),
    position=Type(13, bold=True),
    signer=Type(14, bold=True),
    sign_gap=58,
    recipients=Type(12, bold=True, italic=True),
    recipients_underlined=False,
    recipients_list=Type(11),
    kept="Lưu: VT",
    request="Kính gửi:",
    minutes=("THƯ KÝ", "CHỦ TRÌ"),
)
"""The State family; a size given as a range in the decree is set at the value most papers use."""

PARTY = replace(
    STATE,
    source="Hướng dẫn 05-HD/VPTW ngày 27/5/2026 (theo Quy định 399-QĐ/TW)",
    unverified=frozenset(
        {
            "table_margins",
            "page_number",
            "parent",
            "issuer",
            "number",
            "nation",
            "leading",
            "position",
            "recipients",
            "sign_gap",
        }
    ),
    margins=(20, 20, 30, 15),
    page_number=Type(13),
    nation=(("ĐẢNG CỘNG SẢN VIỆT NAM", Type(15, bold=True)),),
    parent=Type(14),
    issuer=Type(14, bold=True),
    issuer_rule=0,
    issuer_mark="*",
    number=Type(14),
    number_form="Số {no}-{kind}/{body}",
    letter_kind="CV",
    place_date=Type(14, italic=True),
    subject=Type(12, italic=True),
    title_rule=0,
    title_mark="-----",
    basis=Type(14),
    basis_lead="- ",
    basis_end=(",", ","),
    end_mark=".",
    capacity={"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "T/UQ", "Q": "Q."},
    authority=Type(14, bold=True),
    position=Type(14),
    recipients=Type(14),
    recipients_underlined=True,
    recipients_list=Type(12),
    kept="Lưu",
    request="Kính trình:",
    minutes=("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"),
)
"""The Party family; three independent implementations agree on these, the official text was not read."""

FRONT = replace(
    STATE,
    source="Nghị định 30/2020/NĐ-CP, áp dụng theo văn bản của Mặt trận và các hội",
    unverified=STATE.unverified | {"end_mark", "issuer_rule", "nation"},
)
"""The Fatherland Front and the associations: the State's page with a two-line issuer (`Số: 82/HD-MTTW-BTT`)."""

YOUTH = replace(
    PARTY,
    source="Văn bản của Đoàn TNCS Hồ Chí Minh (mẫu `Số: 42 -HD/TWĐTN-BKT`)",
    unverified=frozenset(
        PARTY.unverified
        | {"organ_leads", "number_form", "letter_kind", "issuer_mark", "capacity", "end_mark", "title_mark", "kept"}
    ),
    nation=(("ĐOÀN TNCS HỒ CHÍ MINH", Type(15, bold=True)),),
    issuer_mark="***",
    number_form="Số: {no}-{kind}/{body}",
    capacity=STATE.capacity,
    end_mark="./.",
    kept="Lưu: VP",
    minutes=STATE.minutes,
    organ_leads=True,
)
"""The Youth Union, by what its papers show."""

STYLES: dict[FamilyKey, Style] = {"state": STATE, "party": PARTY, "front": FRONT, "youth": YOUTH}


def number_line(family: FamilyKey, number: str, kind: str, body: str) -> str:
    """The number as the family writes it; a number below 10 gets a zero, a missing one a space to write in.

    `Số: 05/BC-VP` (Decree 30/2020), `Số 05-BC/ĐU` (HD 05-HD/VPTW). Without `kind` (an official letter) its joint is
    left out; a `body` not known has dots to write on.
    """
    shown = number.zfill(2) if number.isdigit() else number or " " * 8
    line = STYLES[family].number_form.format(no=shown, kind=kind, body=body or "………")
    return line if kind else re.sub(r"(/|-)[-/]", r"\1", line)


def day(date: str, blank: str = " " * 6) -> str:
    """`ngày 05 tháng 12 năm 2025` from "2025-12-05"; "2025" or "" leave blanks to write in.

    A zero stands before a day below 10 and before months 1 and 2.
    """
    year, month, number = (*date.split("-"), "", "")[:3] if date else ("", "", "")
    return f"ngày {number or blank} tháng {show_month(int(month)) if month else blank} năm {year or blank}"


def day_in_text(date: str) -> str:
    """The same within a sentence, where a run of spaces would close up: what is not said is dotted."""
    return day(date, "……")


def place_date(place: str, date: str) -> str:
    """`Sông Lành, ngày 05 tháng 12 năm 2025`; without a place a dotted gap."""
    return f"{place or '……………'}, {day(date)}"


def authority(family: FamilyKey, capacity: str, body: str) -> str:
    """`TM. KHỐI THI ĐUA` or `T/M KHỐI THI ĐUA`; `capacity` is TM, KT, TL, TUQ, Q or blank."""
    return f"{STYLES[family].capacity[capacity]} {body}" if capacity else body
