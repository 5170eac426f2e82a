"""What is not as it was: this year's form beside last year's, and the letter that corrects or replaces a paper sent.

The letter tells what the new text says otherwise and which other papers still carry the old number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from models.book.reporting.papers import CARRY_PLACES, Paper
from models.rules.errors import Refusal
from models.rules.form.scoring import Form, Group, Item
from models.rules.number.text import fold, show_date
from printing.blocks import Cell, Composed, Document, Paragraph, Row, Running, Table
from printing.content.common import DOTS, sentence
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import numbered
from printing.content.reading import Source, maximum
from printing.content.words.decimals import by_value
from printing.content.words.prose import small, two
from printing.content.words.same import only_reworded, same_words
from printing.edited import key_of, words

if TYPE_CHECKING:
    from models.book.book import Book

SHOWN = 20
"""Differences of two papers that are told one by one; more are counted."""


# --- two years' forms ------------------------------------------------------------------------------------------------


def forms(book: Book, year: int, *, date: str = "") -> Letter:
    """Every item of this year's form beside last year's, group of units by group. Refused while last year has none."""
    source = Source(book, year, date)
    now, before = _used(book, year), _used(book, year - 1)
    if not now or not before:
        lacking = year if not now else year - 1
        raise nothing("Bảng so sánh bảng chấm điểm", f"sổ chưa có bảng chấm điểm dùng cho năm {lacking}")
    parts: list[Part] = []
    for at, (group, key) in enumerate(now.items(), 1):
        old, new = book.forms.form(before.get(group) or next(iter(before.values()))), book.forms.form(key)
        named = f"Bảng dùng cho nhóm {group}" if group else ""
        parts.append(Annex(f"forms.{at}", _compared(source, old, new, sentence(named, group))))
    return Letter(
        source.heading_of_year(),
        "BẢNG SO SÁNH",
        (f"Bảng chấm điểm {source.called(year)} với {source.called(year - 1)}",),
        tuple(parts),
        (source.maker("BẢNG"), source.bloc_signer()),
        end_mark=False,
        landscape=True,
    )


def _used(book: Book, year: int) -> dict[str, str]:
    """Group of units ("" for all) → the form the year uses."""
    return {group: one.key for one in book.forms.all() for of, group in one.used if of == year}


def alike(old: Form, new: Form) -> bool:
    """Whether two forms ask for the same items, each worth the same and scored the same way, so that points of one may
    stand beside points of the other. A reworded item is another item.
    """
    bounds = [
        (one.total, one.cap, one.bonus_cap, one.together_cap, one.penalty_cap, one.floor, one.rounding)
        for one in (old, new)
    ]
    return bounds[0] == bounds[1] and all(
        was is not None
        and now is not None
        and (was.code, was.max, _scoring(was)) == (now.code, now.max, _scoring(now))
        and fold(was.title) == fold(now.title)
        for was, now in _pairs(old, new)
    )


def _compared(source: Source, old: Form, new: Form, named: str) -> ListTable:
    columns = (
        ListColumn("Mục", 16, "center"),
        ListColumn("Nội dung"),
        ListColumn(f"Điểm chuẩn {source.called(source.year - 1)}", 26, "center"),
        ListColumn(f"Điểm chuẩn {source.called()}", 26, "center"),
        ListColumn("Thay đổi", 78),
    )
    pairs = _pairs(old, new)
    lines = [_line(source, old, new, was, now) for was, now in pairs]
    kinds = [line.cells[-1] for line in lines if line.kind == "item"]
    same = sum(not said for said in kinds)
    total = tuple("" if form.total is None else _points(form) for form in (old, new))
    lines.append(ListLine(("", "Tổng điểm", *total, ""), "total"))
    text = f"{two(len(kinds))} mục: {two(same)} giữ nguyên, {two(len(kinds) - same)} có thay đổi."
    notes = (sentence(text, len(kinds), same),)
    return ListTable(columns, tuple(lines), named, notes=notes, size=11)


def _points(form: Form) -> str:
    from models.rules.number.points import show_plain

    return "" if form.total is None else show_plain(form.total, 3)


Node = Item | Group


def _pairs(old: Form, new: Form) -> list[tuple[Node | None, Node | None]]:
    """The nodes of the new form in order, each with the one it was: of the same key, else of the same words; then
    those that are gone.
    """
    left = {node.key: node for node in old.nodes}
    by_words = {(isinstance(node, Item), fold(node.title)): node.key for node in reversed(old.nodes)}
    pairs: list[tuple[Node | None, Node | None]] = []
    for node in new.nodes:
        found = left.get(node.key)
        if found is None or isinstance(found, Item) != isinstance(node, Item):
            found = left.get(by_words.get((isinstance(node, Item), fold(node.title)), ""))
        if found is not None:
            del left[found.key]
        pairs.append((found, node))
    return [*pairs, *((node, None) for node in left.values())]


def _line(source: Source, old: Form, new: Form, was: Node | None, now: Node | None) -> ListLine:
    shown = now or was
    assert shown is not None
    before = maximum(old, was.key) if was else ""
    after = maximum(new, now.key) if now else ""
    said = []
    if was is None:
        said.append("mới thêm")
    elif now is None:
        said.append("không còn")
    else:
        said += [f"trước là mục {was.code}"] if was.code != now.code else []
        said += [f"tên trước: {was.title}"] if fold(was.title) != fold(now.title) else []
        said += ["điểm chuẩn khác"] if before != after else []
        said += ["cách chấm khác"] if _scoring(was) != _scoring(now) else []
    cells = (shown.code, source.write(shown.title), before, after, source.write("; ".join(said)))
    return ListLine(cells, "item" if isinstance(shown, Item) else "group")


def _scoring(node: Node) -> tuple[object, ...]:
    """What decides a node's points beside its standard."""
    own = (node.bonus_cap, node.penalty_cap, node.together_cap, node.floor, node.rounding, node.weight)
    if isinstance(node, Group):
        return (*own, node.cap, node.one_of)
    parts = tuple(
        (one.effect, one.kind, repr(sorted(one.params.items())), one.cap, one.floor, one.needs) for one in node.parts
    )
    return (*own, node.base_cap, parts)


# --- in the place of a paper sent ------------------------------------------------------------------------------------


def correction(book: Book, year: int, *, date: str = "") -> tuple[Letter, ...]:
    """For each paper that was, or is being, replaced: by what, what the new one says otherwise, and which papers carry
    the old number. Refused while no paper is.
    """
    held = book.papers.all(year)
    pairs = [(book.papers.get(one.supersedes), one) for one in held if one.supersedes]
    if not pairs:
        raise nothing("Văn bản đính chính, thay thế", "chưa văn bản nào đã ban hành được thay thế, xem Sổ văn bản")
    source = Source(book, year, date)
    return tuple(_correction(source, old, new) for old, new in pairs)


def _called(paper: Paper) -> str:
    number = f" số {_number(paper)}" if paper.number else ""
    on = f" ngày {show_date(paper.date)}" if paper.date else ""
    return f"{paper.subject or _title(paper.kind)}{number}{on}"


def _number(paper: Paper) -> str:
    return "/".join(part for part in (paper.number or "", paper.symbol or "") if part)


def _title(kind: str) -> str:
    from printing.catalogue import PAPERS

    return next((one.title for one in PAPERS if one.key == kind), kind)


def _correction(source: Source, old: Paper, new: Paper) -> Letter:
    head = source.official(source.head) if source.head else source.write(source.bloc)
    number = f"số {_number(new)}" if new.number else f"số {DOTS}"
    on = f" ngày {show_date(new.date)}" if new.date else ""
    parts: list[Part] = [
        Para(
            "sent",
            source.write(f"{head} đã ban hành {_called(old)}."),
            (old.key, old.number or "", old.date or "", head),
        ),
        Para("instead", source.write(f"Nay thay thế bằng văn bản {number}{on}."), (new.number or "", new.date or "")),
        Para("why", f"Lý do: {DOTS} {DOTS} {DOTS}."),
    ]
    told = list(_told(source, old, new))
    if told:
        parts.append(Para("changes", "Nội dung thay đổi:", (str(len(told)),)))
        parts += [Para(f"change.{n}", source.write(one), (one,)) for n, one in enumerate(told[:SHOWN], 1)]
        rest = len(told) - SHOWN
        if rest > 0:
            parts.append(Para("change.rest", f"Và {two(rest)} chỗ khác; theo toàn văn của văn bản mới.", (str(rest),)))
    carrying = list(_carrying(source, old, new))
    if carrying:
        columns = (
            ListColumn("STT", 11, "center"),
            ListColumn("Văn bản"),
            ListColumn("Số, ngày", 48),
            ListColumn("Vì sao cần xem lại", 54),
        )
        lines = tuple(ListLine((str(n), *row)) for n, row in enumerate(carrying, 1))
        intro = "Các văn bản sau còn mang nội dung cũ, cần đính chính theo:"
        parts.append(Annex("carrying", ListTable(columns, lines, intro=intro)))
    parts.append(Para("closing", source.write(f"{head} thông báo để các nơi nhận biết, không dùng bản cũ"), (head,)))
    to, others = _receivers(source, old)
    return Letter(
        numbered(source, ""),
        "",
        (f"thay thế {small(_called(old))}",),
        tuple(parts),
        (source.bloc_signer(),),
        to=to,
        recipients=("Như trên", *others),
        key=old.key,
    )


NOBODY_BY_NAME = ("Hồ sơ đề nghị khen thưởng", "Các đơn vị có tên trên")
"""Recipients that say nothing outside the paper they stand on."""


def _receivers(source: Source, old: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the old paper was addressed to, and who else got it; to be written in where it named nobody by name."""
    from printing import frozen

    listed = frozen.recipients(old.content)
    named = tuple(dict.fromkeys(one for one in listed if one not in ("Như trên", *NOBODY_BY_NAME)))
    others = tuple(one for one in named if not one.startswith("Lưu"))
    units = (f"Các đơn vị thành viên {source.described.words.bloc.lower()}",)
    to = frozen.addressees(old.content)
    if to:
        return to, tuple(one for one in others if one not in to)
    return others or ((DOTS,) if listed else units), ()


def _told(source: Source, old: Paper, new: Paper) -> Iterator[str]:
    """Paragraphs and table rows of the new paper that are not those of the old; nothing where one cannot be read."""
    from printing import frozen
    from printing.catalogue import PAPERS

    kind = next((one for one in PAPERS if one.key == new.kind), None)
    try:
        was = frozen.composed(old.content)
        if new.content is not None:
            now = frozen.composed(new.content)
        elif kind is not None:
            now = kind.composed(source.book, year=new.year or source.year, **dict(new.choices))
        else:
            return
    except Refusal:
        return
    yield from _differences(was, now, frozenset({*old.texts, *new.texts}))


def _differences(was: Composed, now: Composed, own: frozenset[str]) -> Iterator[str]:
    """`own` are the keys of the paragraphs people worded themselves in either."""
    if not isinstance(was, Running) or not isinstance(now, Running):
        return
    before = {one.key: one for one in was.documents}
    for paper in now.documents:
        if paper.key in before:
            yield from _of_document(before[paper.key], paper, own)


def _of_document(was: Document, now: Document, own: frozenset[str]) -> Iterator[str]:
    """What is said otherwise by value; of sentences the program only words otherwise, how many."""
    before, after = (
        {one.key: one for one in paper.blocks if isinstance(one, Paragraph) and one.key} for paper in (was, now)
    )
    reworded = 0
    for key, block in after.items():
        first = before.get(key)
        if first is not None and same_words(first.text, block.text):
            continue
        if first is not None and only_reworded(first, block) and key_of(now, block) not in own:
            reworded += 1
        else:
            yield f"- Nay viết: “{words(block.text)}”."
    yield from (f"- Bỏ: “{words(one.text)}”." for key, one in before.items() if key not in after)
    tables = [[one for one in paper.blocks if isinstance(one, Table)] for paper in (was, now)]
    for one, other in zip_longest(*tables):
        rows = [[_cells(row) for row in table.rows] if table else [] for table in (one, other)]
        held = [[list(map(by_value, row)) for row in each] for each in rows]
        for at, word in enumerate(("trước", "nay")):
            lines = zip(rows[at], held[at], strict=True)
            yield from (f"- Dòng {word}: {' | '.join(row)}." for row, said in lines if said not in held[1 - at])
    if reworded:
        yield f"- {two(reworded)} đoạn viết lại; theo toàn văn của văn bản mới."


def _cells(row: Row) -> list[str]:
    cells = [one.content if isinstance(one, Cell) else one for one in row.cells]
    return [words(one) for one in cells if isinstance(one, (str, tuple))]


def _carrying(source: Source, old: Paper, new: Paper) -> Iterator[tuple[str, str, str]]:
    """Papers of the year in use that name the old number, or say who stands where as the old one does."""
    number = _number(old) if old.number else ""
    for one in source.book.papers.all(source.year):
        if one.key in (old.key, new.key) or one.state == "replaced" or (one.state == "draft" and not one.number):
            continue
        why = []
        if number and one.content is not None and number in _all_words(one.content):
            why.append(f"dẫn số {number}")
        if old.kind in CARRY_PLACES and one.kind in CARRY_PLACES:
            why.append("ghi thứ hạng, kết quả")
        if why:
            on = f" ngày {show_date(one.date)}" if one.date else ""
            yield one.subject or _title(one.kind), f"{_number(one) or 'chưa có số'}{on}", "; ".join(why)


def _all_words(content: object) -> str:
    if isinstance(content, str):
        return content
    found = content if isinstance(content, list) else list(content.values()) if isinstance(content, dict) else []
    return "\n".join(map(_all_words, found))
