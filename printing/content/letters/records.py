"""Papers that list what there is: the rules in force, legal bases, the first page for a successor, the list of records,
the register of papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.errors import RuleViolation
from models.rules.number.text import fold, show_date
from models.rules.place.regulation import Regulation, Rule
from models.rules.words import capital
from printing.content.common import sentence
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.reading import Source
from printing.content.words.prose import ended, two

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.reporting.papers import Paper

NUMBER = ListColumn("STT", 11, "center")
STATES = shared.PAPER_STATES
UNREAD = " (*)"
"""Stands behind an article whose wording nobody has compared with the original."""


def _on(date: str | None) -> str:
    return f" ngày {show_date(date)}" if date else ""


# --- rules and bases -------------------------------------------------------------------------------------------------


def regulations(source: Source) -> list[Regulation]:
    """The regulations the year works by: those beside its own, then its own."""
    own = source.book.regulations.of_year(source.year)
    return [*source.book.regulations.beside(source.year), *([own] if own else [])]


def rules(book: Book, year: int, *, date: str = "") -> Letter:
    """Every rule the year is reckoned by, with its article and wording, and a box to tick when it was compared with the
    adopted text. Refused while the year has no regulation.
    """
    source = Source(book, year, date)
    columns = (
        NUMBER,
        ListColumn("Điều, khoản", 40),
        ListColumn("Lời văn trong sổ"),
        ListColumn("Hiệu lực", 34, "center"),
        ListColumn("Đã đối chiếu", 24, "center"),
    )
    parts: list[Part] = []
    for at, one in enumerate(regulations(source), 1):
        kept = book.regulations.rules_of(one.key)
        rows = dict.fromkeys(_rule(source, rule) for rule in kept)  # one sentence carries several rules
        lines = tuple(ListLine((str(n), *row)) for n, row in enumerate(rows, 1))
        unread = sum(row[0].endswith(UNREAD) for row in rows)
        text = f"{two(unread)} quy định chưa đối chiếu với bản gốc, đánh dấu (*)."
        notes = (sentence(text, unread),) if unread else ()
        heading = sentence(named := regulation_words(source, one), named)
        parts.append(Annex(f"rules.{at}", ListTable(columns, lines, heading, notes=notes)))
    if not parts:
        raise nothing("Quy định đang dùng", f"{source.called(year)} chưa chọn Quy chế")
    return Letter(
        source.heading_of_year(),
        "QUY ĐỊNH ĐANG DÙNG TRONG SỔ",
        (f"Để đối chiếu với Quy chế đã ban hành, {source.called(year)}",),
        tuple(parts),
        (source.maker("BẢNG"), source.bloc_signer()),
        end_mark=False,
        landscape=True,
    )


def _rule(source: Source, rule: Rule) -> tuple[str, str, str, str]:
    clause = source.write(capital(cited(rule.cite))) + (UNREAD if rule.unverified else "")
    quote = source.write(rule.quote) or "(chưa ghi lời văn)"
    change = source.book.citations.to_confirm(rule, source.year)
    if change is None:
        return clause, quote, validity(rule.valid_from, rule.valid_to), ""
    held = ", ".join(filter(None, (validity(rule.valid_from, None), f"cần xác nhận từ {show_date(change.since)}")))
    return clause, quote, held, ""


def validity(first: str | None, last: str | None) -> str:
    """From when until when something holds, in words: `từ 01/01/2026 đến 31/12/2026`; an open end is not said."""
    ends = (("từ", first), ("đến", last))
    return " ".join(f"{word} {show_date(day)}" for word, day in ends if day)


def regulation_words(source: Source, one: Regulation) -> str:
    """A regulation as papers cite it: name, number, day, issuer."""
    number = f" số {one.number}" if one.number else ""
    by = f" của {one.issued_by}" if one.issued_by else ""
    return source.write(f"{one.name}{number}{_on(one.issued_on)}{by}")


def bases(book: Book, year: int, *, date: str = "") -> Letter:
    """The texts the year's work rests on, with number, day, issuer and validity. Refused while there is none."""
    source = Source(book, year, date)
    columns = (
        NUMBER,
        ListColumn("Văn bản"),
        ListColumn("Số, ngày", 44),
        ListColumn("Cơ quan ban hành", 50),
        ListColumn("Hiệu lực", 34, "center"),
        ListColumn("Ghi chú", 40),
    )
    rows: dict[str, tuple[str, ...]] = {}
    for one in regulations(source):
        note = "chưa đối chiếu với bản gốc" if one.unverified else ""
        told = (one.name, f"{one.number or ''}{_on(one.issued_on)}".strip(), one.issued_by or "")
        rows.setdefault(_text(*told[:2]), (*told, validity(one.valid_from, one.valid_to), note))
    for draft in book.drafts.all(year):
        if draft.number or draft.issued_on:
            numbered = f"{draft.number or ''}{_on(draft.issued_on)}".strip()
            rows.setdefault(_text(draft.title, numbered), (draft.title, numbered, "", "", "ban hành trong năm"))
    if not rows:
        raise nothing("Danh mục căn cứ", f"{source.called(year)} chưa chọn Quy chế, chưa ghi văn bản nào")
    lines = tuple(ListLine((str(n), *map(source.write, row))) for n, row in enumerate(rows.values(), 1))
    return Letter(
        source.heading_of_year(),
        "DANH MỤC CĂN CỨ",
        (f"Công tác thi đua, khen thưởng {source.called(year)} của {source.write(source.bloc)}",),
        (Annex("table", ListTable(columns, lines)),),
        (source.maker("DANH MỤC"), source.bloc_signer()),
        end_mark=False,
        landscape=True,
    )


def _text(name: str, numbered: str) -> str:
    """What one text is known by, so that it is listed once: number and day where both are said, else its name too."""
    number, _, day = numbered.partition(" ngày ")
    return fold(numbered if number and day else f"{numbered} {name}")


# --- for the successor, for the archive ------------------------------------------------------------------------------


def first_page(book: Book, year: int, *, date: str = "") -> Letter:
    """What who receives the book reads first: what there is, what is open and where it is done, who may be asked."""
    source = Source(book, year, date)
    kept = book.closing.custody(year) or book.closing.draft(year)
    write = source.write
    parts: list[Part] = [
        Para(
            "what",
            write(
                f"Tệp sổ giữ toàn bộ việc thi đua của {source.bloc} đến hết {source.called(year)}. Mở bằng "
                "chương trình Sổ Khối; nhận bàn giao theo mã đối chiếu ghi trên biên bản."
            ),
            (str(year), source.bloc),
        ),
    ]
    if kept.items:
        parts.append(Para("items", "1. Hồ sơ nhận kèm theo", heading=True))
        marks = [";"] * (len(kept.items) - 1) + ["."]
        parts += [
            Para(f"item.{n}", f"- {write(one)}{mark}", (one,))
            for n, (one, mark) in enumerate(zip(kept.items, marks, strict=True), 1)
        ]
    points = book.closing.open_points(year)
    parts.append(Para("open", "2. Việc còn dở", heading=True))
    if points:
        parts += [Para(f"open.{n}", f"- {ended(write(one.words))}", (one.words,)) for n, one in enumerate(points, 1)]
    else:
        parts.append(Para("open.none", "Không có việc dở dang."))
    people = (
        [one for one in (source.contact(source.leading, role) for role in ("head", "officer")) if one]
        if source.leading
        else []
    )
    if people:
        parts.append(Para("ask", "3. Hỏi ai khi cần", heading=True))
        for n, one in enumerate(people, 1):
            reach = ", ".join(part for part in (write(one.title), one.phone or "", one.email or "") if part)
            text = f"- {one.name}" + (f", {reach}" if reach else "") + "."
            parts.append(Para(f"ask.{n}", text, (one.name, reach)))
    return Letter(
        source.bloc_heading(),
        "TRANG ĐẦU CHO NGƯỜI NHẬN SỔ",
        (source.called(year, capital=True),),
        tuple(parts),
        (source.maker("TRANG"),),
        end_mark=False,
    )


def records(book: Book, year: int, *, date: str = "") -> Letter:
    """The list of records of the year to be kept, with room for pages and place. Refused while nothing is recorded."""
    source = Source(book, year, date)
    try:
        kept = book.closing.custody(year) or book.closing.draft(year)
    except RuleViolation:
        raise nothing("Mục lục hồ sơ", f"sổ chưa có {source.called(year)}") from None
    if not kept.items:
        raise nothing("Mục lục hồ sơ", f"{source.called(year)} chưa có hồ sơ nào trong sổ")
    columns = (
        NUMBER,
        ListColumn("Tên hồ sơ, tài liệu"),
        ListColumn("Số tờ", 15, "center"),
        ListColumn("Nơi để", 28),
        ListColumn("Ghi chú", 24),
    )
    lines = tuple(ListLine((str(n), source.write(one), "", "", "")) for n, one in enumerate(kept.items, 1))
    return Letter(
        source.heading_of_year(),
        "MỤC LỤC HỒ SƠ",
        (f"Công tác thi đua, khen thưởng {source.called(year)} của {source.write(source.bloc)}",),
        (Annex("table", ListTable(columns, lines)),),
        (source.maker("MỤC LỤC"), source.bloc_signer()),
        end_mark=False,
    )


def register(book: Book, year: int, *, date: str = "") -> Letter:
    """The register of papers of the year: number, day, what, state; those without a number last. Refused while it is
    empty.
    """
    source = Source(book, year, date)
    held = book.papers.all(year)
    if not held:
        raise nothing("Sổ văn bản", f"{source.called(year)} chưa có văn bản nào trong sổ")
    columns = (
        NUMBER,
        ListColumn("Số, ký hiệu", 34),
        ListColumn("Ngày", 26, "center"),
        ListColumn("Tên văn bản"),
        ListColumn("Tình trạng", 46),
    )
    lines = tuple(ListLine((str(n), *_entry(book, one))) for n, one in enumerate(held, 1))
    lacking = sum(not one.number and one.state != "replaced" for one in held)
    notes = (sentence(f"{two(lacking)} văn bản chưa có số.", lacking),) if lacking else ()
    return Letter(
        source.heading_of_year(),
        "SỔ VĂN BẢN",
        (f"{source.called(year, capital=True)} của {source.write(source.bloc)}",),
        (Annex("table", ListTable(columns, lines, notes=notes)),),
        (source.maker("SỔ"),),
        end_mark=False,
    )


def _entry(book: Book, one: Paper) -> tuple[str, str, str, str]:
    number = "/".join(part for part in (one.number or "", one.symbol or "") if part) or "chưa có số"
    state = STATES[one.state]
    after = book.papers.successor(one.key) if one.state == "replaced" else None
    if after is not None:
        state += f" bằng văn bản {f'số {after.number}' if after.number else 'chưa có số'}{_on(after.date)}"
    state += f", in lại {one.reprints} lần" if one.reprints else ""
    return number, show_date(one.date) if one.date else "", one.subject or one.kind, state
