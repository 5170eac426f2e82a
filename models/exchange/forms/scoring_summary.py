"""The last page of the scoring workbook: groups added up, totals, percent of what was assigned, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from models.exchange.cells.model import address
from models.exchange.forms import formulas
from models.exchange.forms.formulas import Three
from models.exchange.forms.pieces import BAND, TOLD, heading
from models.exchange.workbook_out import Formula, Outgoing, exactly, on_paper, put, put_row
from models.rules.form.scoring import EFFECTS, Node
from models.rules.number.points import Rounding, apply, from_text

if TYPE_CHECKING:
    from models.exchange.forms.scoring_book import Board
    from models.rules.form.scoring import SheetResult

NINE: Final = 9
"""Decimals to which points are compared: binary numbers carry no exact tie."""
_HEADS: Final = (
    "Điểm chuẩn", "Điểm thưởng", "Điểm trừ", "Còn thiếu", "Được giao", "Tổng điểm", "Điểm xếp hạng", "Điểm so hạng",
    "Hạng theo điểm", "Hạng theo sổ",
)  # fmt: skip
_NOTE: Final = (
    "Thứ hạng do sổ xếp mới là thứ hạng tính. Cột “Hạng theo điểm” chỉ so điểm xếp hạng đã làm tròn 9 chữ số, "
    "đơn vị bằng điểm thì cùng hạng; phân định khi bằng điểm theo quy định do sổ làm."
)
HEAD: Final = 1


def write(
    out: Outgoing,
    board: Board,
    title: str,
    refs: Mapping[str, Mapping[str, Three]],
    lacks: Mapping[str, Mapping[str, str]],
    given: Mapping[str, Mapping[str, str]],
) -> None:
    """One line a unit; `refs`, `lacks`, `given`: where points, what is missing and what is assigned of a node stand."""
    page = out.page(title)
    tops = [node for node in board.form.children(None) if any(node.key in refs[unit] for unit in board.units)]
    heads = ["Đơn vị", *(node.code or node.title for node in tops), *_HEADS]
    put(page, 0, 0, title, out.look(bold=True, font_size=14))
    put_row(page, HEAD, heads, heading(out))
    first = HEAD + 1
    for line, unit in enumerate(board.units, start=first):
        put(page, line, 0, board.names[unit], out.look(border=1))
        _tops(out, page, line, board.results[unit], tops, refs[unit])
        _line(out, page, line, board, unit, 1 + len(tops), refs[unit], lacks[unit], given[unit])
    put(page, first + len(board.units) + 1, 0, _NOTE, out.look(italic=True, font_color=TOLD))
    page.set_column(0, 0, 32)
    page.set_column(1, len(heads), 11)
    page.freeze_panes(HEAD + 1, 1)
    on_paper(page, repeat=(HEAD, HEAD))


def _tops(
    out: Outgoing, page: Any, line: int, result: SheetResult, tops: Sequence[Node], refs: Mapping[str, Three]
) -> None:
    """The points of the top groups."""
    look = out.look(border=1, num_format="0.00##", align="right")
    for column, node in enumerate(tops, start=1):
        one = result.items.get(node.key) or result.groups[node.key]
        numbers = [value if isinstance(value := getattr(one, e), Fraction) else Fraction(0) for e in EFFECTS]
        points = Formula(f"={refs[node.key].value}", exactly(numbers[0] + numbers[1] - numbers[2]))
        put(page, line, column, points, look)


def _line(
    out: Outgoing,
    page: Any,
    line: int,
    board: Board,
    unit: str,
    at: int,
    refs: Mapping[str, Three],
    lacks: Mapping[str, str],
    given: Mapping[str, str],
) -> None:
    """Sums, total, points and places of one unit, from column `at` on."""
    look = out.look(border=1, num_format="0.00##", align="right")
    count = out.look(border=1, num_format="0", align="center", bold=True, bg_color=BAND)
    result = board.results[unit]
    sums = formulas.group_sums(board.form, None, refs, lacks)
    whole = formulas.whole(board.form, None, address(line, at + 3), address(line, at + 4))
    own = formulas.bounded(board.form, sums, result.counts, whole)
    for place, number in enumerate((result.base, result.bonus, result.penalty)):
        put(page, line, at + place, Formula(f"={own[place]}", exactly(number)), look)
    cell = [address(line, at + place) for place in range(9)]
    three = Three(*cell[:3])
    missing = formulas.missing(board.form, None, lacks)
    put(page, line, at + 3, Formula(f"={missing}", Decimal(board.lacking(unit))), count)
    assigned = formulas.assigned(board.form, None, given)
    put(page, line, at + 4, Formula(f"={assigned}", exactly(result.assigned_max)), look)
    added = formulas.total(board.form, three, cell[3], capped=result.counts != "stated")
    total = result.total if isinstance(result.total, Fraction) else result.so_far
    put(page, line, at + 5, Formula(f"={added}", exactly(total)), look)
    ranked = board.ranked(unit)
    points = "" if ranked is None else exactly(ranked)
    put(page, line, at + 6, Formula(f"={_points(result, three, whole, *cell[3:6])}", points), look)
    digits = compared(board)
    same = "" if ranked is None else exactly(rounded(ranked, digits))
    put(page, line, at + 7, Formula(f'=IF(ISNUMBER({cell[6]}),ROUND({cell[6]},{digits}),"")', same), look)
    letters = address(0, at + 7).rstrip("1")
    every = f"${letters}${HEAD + 2}:${letters}${HEAD + 1 + len(board.units)}"
    place_now = "" if ranked is None else Decimal(_shared(board, ranked))
    put(page, line, at + 8, Formula(f"={_place(board, cell[7], every)}", place_now), count)
    rank, provisional = board.ranks.get(unit, (None, False))
    put(page, line, at + 9, None if rank is None else f"{rank}*" if provisional else rank, count)


def compared(board: Board) -> int:
    """To how many decimals points are compared: those of the published points where the rule says so, else nine."""
    rule = board.ranking
    spec = rule.spec if rule is not None else {}
    digits = spec.get("digits", 2) if spec.get("compare") == "published" else NINE
    assert isinstance(digits, int)
    return digits


def rounded(value: Fraction, digits: int) -> Fraction:
    """A number to so many decimals, a half upwards."""
    return apply(Rounding(Fraction(1, 10**digits), "half-up"), value)


def _dense(board: Board) -> bool:
    return board.ranking is not None and board.ranking.spec.get("ties") == "dense"


def _shared(board: Board, value: Fraction) -> int:
    """The place by points alone."""
    digits = compared(board)
    others = [rounded(each, digits) for unit in board.units if (each := board.ranked(unit)) is not None]
    better = [each for each in others if each > rounded(value, digits)]
    return 1 + (len(set(better)) if _dense(board) else len(better))


def _place(board: Board, mine: str, every: str) -> str:
    """A place by points alone, equal ones sharing it."""
    if _dense(board):
        better = f'SUMPRODUCT(ISNUMBER({every})*({every}>{mine})/COUNTIF({every},{every}&""))+1'
    else:
        better = f"RANK({mine},{every})"
    return f'IF(ISNUMBER({mine}),{better},"")'


def _points(result: SheetResult, three: Three, whole: str, lacking: str, given: str, total: str) -> str:
    """What the unit is ranked by; nothing while something is missing, or where nothing was assigned."""
    rule = result.rule
    by, named = rule.get("by", "raw"), rule.get("rounding")
    ceiling = None if result.counts == "stated" else result.form.cap
    text = total
    if by != "raw":
        counted, bonus = total, three.bonus
        if by == "percent-of-assigned-plus-bonus":
            counted = f"SUM({three.base})-SUM({three.penalty})"
            if ceiling is not None:
                counted = f"MIN({counted},{formulas.number(ceiling)})"
                bonus = f"MIN({bonus},{formulas.number(ceiling)}-{counted})"
        text = f"({counted})/{given}*100"
        if by == "percent-of-assigned-plus-bonus":
            text = f"{text}+{bonus}"
    if isinstance(named, Mapping):
        text = formulas.rounded(text, Rounding(from_text(str(named["step"])), named.get("mode", "half-up")))
    known = whole if by == "raw" else f"AND({lacking}=0,{given}>0)"
    return f'IF({known},{text},"")'
