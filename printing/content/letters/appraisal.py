"""What the appraisal of one unit says: its minutes item by item, the same blank for a visit, the unit's own report.

Every changed item has its sentence with both points; a reason stands only where somebody wrote one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.following.log_rows import Team
from models.rules.form.scoring import Excess, SheetResult
from models.rules.number.points import show, show_plain
from models.rules.number.text import show_date
from printing.content.common import DOTS, Signing
from printing.content.differences import DifferenceLine, of_unit
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.own_points import own_points
from printing.content.reading import ESTIMATED_MEANS, WHOLE_YEAR, Column, Source, excess_words, maximum, shown_total
from printing.content.words.decimals import by_value, padded
from printing.content.words.prose import listed, moved, two
from printing.styles import day_in_text

if TYPE_CHECKING:
    from models.book.book import Book

COPIES = (
    "Biên bản lập thành 02 bản có giá trị như nhau, {unit} giữ 01 bản, {other} giữ 01 bản; các bên đã đọc lại và ký tên"
)


def _scored(source: Source, unit: str) -> list[Column]:
    return [one for one in source.stages if source.result(unit, one.key) is not None]


def _agreed(source: Source, unit: str) -> SheetResult:
    """The sheet of the last step that scored a unit which has one."""
    result = source.result(unit, _scored(source, unit)[-1].key)
    assert result is not None
    return result


# --- minutes ---------------------------------------------------------------------------------------------------------


def minutes(
    book: Book, year: int, unit: str | None = None, period: str = WHOLE_YEAR, *, date: str = ""
) -> tuple[Letter, ...]:
    """The minutes of the appraisal of each unit that has points of two steps. Refused while none has."""
    source = Source(book, year, date, period)
    chosen = [one for one in source.units if unit in (None, one) and len(_scored(source, one)) > 1]
    if not chosen:
        raise nothing("Biên bản thẩm định", "chưa có điểm của hai bước chấm để so")
    return tuple(_minutes(source, one) for one in chosen)


def _minutes(source: Source, unit: str) -> Letter:
    first, last = _scored(source, unit)[0], _scored(source, unit)[-1]
    name = source.official(unit)
    team = _team(source, unit)
    parts: list[Part] = [*_beginning(source, unit, name, team, last)]
    parts.append(Para("result", "III. Kết quả", heading=True))
    parts += _totals(source, unit)
    parts += _kept(source, unit, first, last)
    parts += [_changed(source, line, first, last) for line in _lines(source, unit)]
    parts += _beyond(source, unit, last)
    parts.append(Para("opinion", "IV. Ý kiến của đơn vị", heading=True))
    parts += _opinions(source, unit)
    parts.append(Para("conclusion", "V. Kết luận", heading=True))
    parts.append(_conclusion(source, unit, last))
    head = source.official(source.head) if source.head else source.write(source.bloc)
    other = head if source.head != unit else "đoàn kiểm tra" if team else "bên thẩm định"
    parts.append(Para("copies", COPIES.format(unit=name, other=other), (name, other)))
    signers = (
        Signing(("NGƯỜI GHI BIÊN BẢN",)),
        Signing(("ĐẠI DIỆN ĐƠN VỊ",), name=source.unit_signer(unit).name),
        Signing(("TRƯỞNG ĐOÀN",) if team else ("ĐẠI DIỆN BÊN THẨM ĐỊNH",)),
    )
    about = f"Thẩm định kết quả tự chấm điểm thi đua {source.within} của {name}"
    return Letter(source.bloc_heading(), "BIÊN BẢN", (about,), tuple(parts), signers, key=unit)


def _team(source: Source, unit: str) -> Team | None:
    """The cross-check team of a unit."""
    teams = source.book.teams.all(source.year)
    return next((team for team in teams if any(one.unit == unit for one in team.visits)), None)


def _beginning(source: Source, unit: str, name: str, team: Team | None, last: Column) -> list[Part]:
    day, who = day_in_text(source.date or str(source.year)), _who(source, team, last)
    parts: list[Part] = [
        Para(
            "opening",
            f"Hôm nay, {day}, tại {DOTS}, {who} làm việc với {name} về kết quả tự chấm điểm thi đua {source.within}.",
            (source.date or str(source.year), who, name),
        ),
        Para("present", "I. Thành phần", heading=True),
        Para("team", f"1. {who[:1].upper()}{who[1:]}: {_members(source, team)}.", (who, _members(source, team))),
        Para("unit", f"2. {name}: {_represented(source, unit)}.", (name, _represented(source, unit))),
        Para("seen", "II. Hồ sơ đã xem", heading=True),
        _seen(source, unit),
    ]
    return parts


def _who(source: Source, team: Team | None, last: Column) -> str:
    if team is not None:
        return source.write(f"đoàn kiểm tra ({team.name})")
    scorer = next((one.scorer for one in source.book.years.stages(source.year) if one.key == last.key), None)
    return source.write(scorer) if scorer else "đoàn thẩm định"


def _members(source: Source, team: Team | None) -> str:
    if team is None:
        return DOTS
    return listed([source.all_units[one] + (" (trưởng đoàn)" if one == team.lead else "") for one in team.members])


def _represented(source: Source, unit: str) -> str:
    head = source.contact(unit, "head")
    if head is None:
        return DOTS
    return "đồng chí " + ", ".join(part for part in (head.name, source.write(head.title)) if part)


def _seen(source: Source, unit: str) -> Para:
    """The sheet with the day it came, and how many pieces of evidence."""
    first = source.stages[0]
    sheet = source.sheet(unit, first.key)
    came = f" (nhận ngày {show_date(sheet.received_on)})" if sheet.received_on else ""
    pieces = source.book.scores.evidence.of(source.at(unit, first.key))
    with_papers = f" và {two(len(pieces))} tài liệu minh chứng" if pieces else ""
    said = f"Phiếu {first.name.lower()} của đơn vị{came}{with_papers}."
    return Para("papers", said, (sheet.received_on or "", str(len(pieces))))


def _totals(source: Source, unit: str) -> list[Part]:
    own = own_points(source, unit)
    if own is None:
        return []
    said = f"Đơn vị tự chấm {own.shown_total()} điểm"
    bonus = own.bonus()
    said += f", trong đó điểm thưởng {padded([own.shown_total(), bonus])[1]}" if bonus not in ("", "0") else ""
    parts: list[Part] = [Para("own", f"{said}.", (own.shown_total(), bonus))]
    return [*parts, *(Para(f"own.{n}", one) for n, one in enumerate(own.remark(source, source.stages[0].name), 1))]


def _lines(source: Source, unit: str) -> tuple[DifferenceLine, ...]:
    return of_unit(source, unit).lines


def _kept(source: Source, unit: str, first: Column, last: Column) -> list[Part]:
    items, changed = source.form(unit).items(), len(_lines(source, unit))
    if changed == len(items):
        return []
    same = f"{two(len(items) - changed)}/{two(len(items))}"
    return [Para("kept", f"Giữ nguyên điểm {first.name.lower()} ở {same} mục.", (same,))]


def _changed(source: Source, line: DifferenceLine, first: Column, last: Column) -> Para:
    """`Mục II.3 Gửi báo cáo: tự chấm 3, thẩm định 2,5, giảm 0,5. Lý do: …`"""
    stages = [one.key for one in source.used_stages]
    before, after = line.points[stages.index(first.key)], line.points[stages.index(last.key)]
    gap = ""
    if line.difference and line.difference != "0":
        gap = f", {'tăng' if line.difference[0] == '+' else 'giảm'} {line.difference[1:]}"
    why = f". Lý do: {line.note}" if line.note else ""
    said = f"Mục {line.code} {line.title}: {first.name.lower()} {before or 'để trống'}, {last.name.lower()} "
    said = f"{said}{after or 'để trống'}{gap}{why}".rstrip(".") + "."
    return Para(f"changed.{line.code}", said, (by_value(before), by_value(after), line.note))


def _beyond(source: Source, unit: str, last: Column) -> list[Part]:
    """What the rule does not let count."""
    result, form = _agreed(source, unit), source.form(unit)
    told = {excess_words(source, form, one): _excess_facts(one) for one in result.excesses}
    for node, why, lost in source.book.standing.refused(source.at(unit, last.key)):
        text = f"Mục {source.book.forms.code(form, node)}: không tính {show_plain(lost, 3)} điểm, {why}"
        told[text] = (node, str(lost), why)
    return [Para(f"beyond.{n}", f"{text}.", facts) for n, (text, facts) in enumerate(told.items(), 1)]


def _excess_facts(one: Excess) -> tuple[str, ...]:
    return one.where or "", one.part, one.of, str(one.stated), str(one.allowed), one.label or ""


def _opinions(source: Source, unit: str) -> list[Part]:
    """Explanations the unit gave, item by item; else a line to write on."""
    form, told = source.form(unit), dict[str, tuple[str, ...]]()
    for stage in source.stages:
        for node, held in source.sheet(unit, stage.key).cells.items():
            if held.explanation:
                code = source.book.forms.code(form, node)
                told[f"Mục {code}: {held.explanation}".rstrip(".") + "."] = (code, held.explanation)
    if not told:
        return [Para("opinion.none", f"{DOTS} {DOTS} {DOTS}")]
    return [Para(f"opinion.{n}", text, facts) for n, (text, facts) in enumerate(told.items(), 1)]


def _conclusion(source: Source, unit: str, last: Column) -> Para:
    own, total = own_points(source, unit), _agreed(source, unit).total
    before = own.total if own and own.total is not None else (own.result.total if own else None)
    said = f"Điểm {last.name.lower()} là {shown_total(total)} điểm"
    if isinstance(before, Fraction) and isinstance(total, Fraction):
        said += f", {moved(before, total)} so với điểm đơn vị tự chấm ({show(before)} điểm)"
    return Para("agreed", f"{said}.", (str(before), str(total)))


# --- blank, for a visit ----------------------------------------------------------------------------------------------


def blank(
    book: Book, year: int, unit: str | None = None, period: str = WHOLE_YEAR, *, date: str = ""
) -> tuple[Letter, ...]:
    """The minutes to be filled in by hand on a visit: names, standards and the unit's own points printed, the rest
    left. Refused while no unit has a form.
    """
    source = Source(book, year, date, period)
    chosen = [one for one in source.units if unit in (None, one)]
    return tuple(_blank(source, one) for one in chosen)


def _blank(source: Source, unit: str) -> Letter:
    name, team, form = source.official(unit), _team(source, unit), source.form(unit)
    own = own_points(source, unit)
    columns = (
        ListColumn("Mục", 14, "center"),
        ListColumn("Nội dung"),
        ListColumn("Chuẩn", 15, "center"),
        ListColumn("Tự chấm", 15, "center"),
        ListColumn("Thống nhất", 17, "center"),
        ListColumn("Lý do", 32),
    )
    lines = tuple(
        ListLine(
            (node.code, source.write(node.title), maximum(form, node.key), own.points(node.key) if own else "", "", ""),
            "item" if node in form.items() else "group",
        )
        for node in form.nodes
    )
    marks = (ESTIMATED_MEANS,) if own and own.result.estimates else ()
    notes = (*marks, *(own.remark(source, source.stages[0].name) if own else ()))
    total = ListLine(("", "Tổng điểm", "", own.shown_total() if own else "", "", ""), "total")
    parts: tuple[Part, ...] = (
        Para(
            "opening",
            f"Hôm nay, ngày …… tháng …… năm {source.year}, tại {DOTS}, đoàn kiểm tra làm việc với {name}.",
            (str(source.year), name),
        ),
        Para("team", f"1. Đoàn kiểm tra: {_members(source, team)}.", (_members(source, team),)),
        Para("unit", f"2. {name}: {_represented(source, unit)}.", (name, _represented(source, unit))),
        Annex("items", ListTable(columns, (*lines, total), notes=notes)),
        Para("opinion", f"Ý kiến của đơn vị: {DOTS} {DOTS} {DOTS} {DOTS} {DOTS}"),
        Para("conclusion", f"Kết luận của đoàn: {DOTS} {DOTS} {DOTS} {DOTS} {DOTS}"),
        Para("copies", "Kết thúc hồi …… giờ …… cùng ngày. Biên bản lập thành 02 bản, mỗi bên giữ 01 bản"),
    )
    signers = (
        Signing(("NGƯỜI GHI BIÊN BẢN",)),
        Signing(("ĐẠI DIỆN ĐƠN VỊ",)),
        Signing(("TRƯỞNG ĐOÀN",)),
    )
    about = f"Kiểm tra, chấm điểm thi đua {source.within} tại {name}"
    return Letter(source.heading_of_year(), "BIÊN BẢN", (about,), parts, signers, key=unit)


# --- the unit's own report -------------------------------------------------------------------------------------------


def own_report(
    book: Book, year: int, unit: str | None = None, period: str = WHOLE_YEAR, *, date: str = ""
) -> tuple[Letter, ...]:
    """The unit's report on its own score: item by item "tự chấm x/y" with its evidence. Refused while nobody scored."""
    source = Source(book, year, date, period)
    chosen = [one for one in source.units if unit in (None, one) and own_points(source, one) is not None]
    if not chosen:
        raise nothing("Báo cáo tự chấm điểm", "chưa đơn vị nào có điểm tự chấm trong sổ")
    return tuple(_own_report(source, one) for one in chosen)


def _own_report(source: Source, unit: str) -> Letter:
    from printing.content.score_sheet import evidence_of, notes_of

    first = source.stages[:1]
    own, form, name = own_points(source, unit), source.form(unit), source.official(unit)
    assert own is not None
    evidence, notes = evidence_of(source, unit, first), notes_of(source, unit, first)
    total = show_plain(form.total, 3) if form.total is not None else ""
    of = f"/{total}" if total else ""
    parts: list[Part] = [
        Para("total", f"{name} tự chấm {own.shown_total()}{of} điểm, cụ thể như sau:", (own.shown_total(), total))
    ]
    for node in form.nodes:
        given, scored = own.points(node.key), own.in_words(node.key, maximum(form, node.key))
        code = f"{node.code}. " if node.code and not node.code.endswith((".", ")")) else f"{node.code} ".lstrip()
        label = f"{code}{source.write(node.title)}"
        if node not in form.items():
            parts.append(Para(f"group.{node.key}", f"{label}: {scored}", (label, scored), heading=True))
            continue
        rest = [f"minh chứng: {evidence[node.key]}"] if node.key in evidence else []
        rest += [notes[node.key]] if node.key in notes else []
        text = "; ".join([f"{label}: {scored}", *rest])
        parts.append(Para(f"item.{node.key}", text.rstrip(".") + ".", (given, *rest)))
    parts += [Para(f"remark.{n}", one) for n, one in enumerate(own.remark(source, source.stages[0].name), 1)]
    bloc = source.write(source.bloc)
    return Letter(
        source.numbered(unit, "BC"),
        "BÁO CÁO",
        (f"Thuyết minh kết quả tự chấm điểm thi đua {source.within}",),
        tuple(parts),
        (source.unit_signer(unit),),
        to=(bloc,),
        recipients=("Như trên",),
        key=unit,
    )
