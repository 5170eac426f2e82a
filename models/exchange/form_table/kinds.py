"""What each line of a table is: a node, a sentence of the node above it, or part of the foot."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from models.exchange.form_table import phrases
from models.exchange.form_table.caps import caps_in
from models.exchange.form_table.model import Corrections, Kind, Line, Why

SHORT = 30
"""Letters that any heading may have."""


def settle(lines: list[Line], fixed: Corrections) -> None:
    """Give every line its kind. Marks of a person go before everything."""
    for line in lines:
        line.mark = fixed.marks.get(line.place) if not line.from_group else None
    _other_tables(lines)
    like = _plain_heading(lines)
    for place, line in enumerate(lines):
        if line.kind == "node":
            line.kind = _first_kind(line, lines[place + 1 :])
            if line.kind == "sentence" and like is not None and _heads_like(line, like):
                line.kind = "node"
    _alternatives(lines)
    _asides(lines)
    _total_by_sum(lines)
    end = _end(lines)
    signed = False
    for line in lines[end:]:
        if signed and line.kind in ("node", "sentence", "note") and _may_sign(line):
            line.kind = "signature"
        elif line.kind not in ("total", "repeated-heading", "column-numbers", "second-table") or line.mark == "footer":
            line.kind = _foot_kind(line, lines)
        signed = line.kind == "signature" and (signed or not line.title.startswith("- "))
    _before_the_first(lines)
    for line in lines:
        _marked(line)
    _titles_that_go_on(lines)


def _other_tables(lines: Sequence[Line]) -> None:
    """All under a heading that is not this table's belongs to another table; a title right above a heading said once
    more is the page's, and no sentence of the line above it.
    """
    for above, line in reversed(list(pairwise(lines))):
        title = above.kind == "node" and above.code is None and not above.scored and len(above.cells) == 1
        title = title and phrases.points_in(above.title)[1] is None
        heads = line.kind == "repeated-heading" or (line.kind == "note" and title)
        if heads and title and (above.caps or above.bold or above.wide) and not _gap(above, line):
            above.kind = "note"
    other = False
    for line in lines:
        if line.kind == "repeated-heading":
            other = False
        other = other or line.kind == "second-table"
        if other:
            line.kind = "second-table"


def _first_kind(line: Line, below: Sequence[Line]) -> Kind:
    if line.nature is not None:
        return "node"  # it heads a section, however its title begins
    if not line.title:
        return "sentence"
    if phrases.is_note(line.title) and not line.scored:
        return "note"
    if _signed(line):
        return "signature"
    if line.wide and line.code is None and not _is_heading(line, below):
        return "note"
    if line.scored or line.from_group or "weight" in line.points:
        return "node"
    if line.code is not None:
        return "node"
    if line.bullet:
        return "sentence"
    return "node" if _is_heading(line, below) else "sentence"


def _signed(line: Line) -> bool:
    """Whether a line holds two or more short words of signatures and nothing of points."""
    if line.code is not None or line.points or not phrases.is_signature(line.title) or not line.title_cell:
        return False
    return line.caps and not any(phrases.scores(cell.text) for _, cell in line.cells)


def _plain_heading(lines: Sequence[Line]) -> Line | None:
    """The first line of a table, where it is words without code, points and dress before a numbered one: in such a
    table all words like it are headings.
    """
    first = next((line for line in lines if line.kind == "node" and line.title), None)
    if first is None or first.code is not None or first.scored or first.bullet or first.italic or first.wide:
        return None
    return None if phrases.is_note(first.title) or phrases.scores(first.title) else first


def _heads_like(line: Line, like: Line) -> bool:
    """Whether words are short and dressed as a table's first heading, and end as no sentence does."""
    same = (line.bold, line.italic, line.caps, line.indent) == (like.bold, like.italic, like.caps, like.indent)
    plain = bool(line.title) and not line.bullet and not line.said and not phrases.scores(line.title)
    return same and plain and len(line.title) <= 2 * max(len(like.title), SHORT) and line.title[-1] not in ".;:,"


def _is_heading(line: Line, below: Sequence[Line]) -> bool:
    """Whether words without code and points head the lines below: they stand out, or a numbering begins anew under
    them.
    """
    if phrases.scores(phrases.points_in(line.title)[0]) and phrases.nature_of(line.title) is None:
        return False
    next_one = next((each for each in below if each.kind == "node" and each.title and (each.code or each.scored)), None)
    if next_one is None or phrases.is_signature(line.title) or phrases.is_class_line(line.title):
        return False
    if phrases.nature_of(line.title) is not None:
        return True
    if (line.bold or line.caps) and not line.italic:
        line.whys.append(Why("bold" if line.bold else "caps"))
        return True
    begins = next_one.code is not None and next_one.code.value == 1 and next_one is below[0]
    return begins and len(line.title) <= 120


def _asides(lines: Sequence[Line]) -> None:
    """What stands under "Ghi chú:", and what shuts a unit out of the ranking, is no criterion whatever its number."""
    ends: str | None = None
    inside = False
    reached: dict[str, int] = {}
    for line, below in zip(lines, (*lines[1:], None), strict=True):
        style = line.code.style if line.code is not None else ""
        goes_on = line.code is not None and line.code.value > reached.get(style, line.code.value)
        first = below is not None and (below.scored or (below.code is not None and below.code.value == 1))
        heads = line.kind == "node" and line.code is None and first
        other = line.scored or line.kind not in ("node", "sentence", "note") or line.mark
        if other or (inside and (style == ends if ends else goes_on or heads)):
            inside = False
        ruled = line.scored or any(phrases.scores(one.text) for one in line.said)
        bar = line.kind == "node" and not ruled and phrases.is_bar(line.title)
        if bar or (line.kind == "note" and phrases.heads_notes(line.title)):
            ends, inside = style or None, True
        if line.code is not None and not inside:
            reached[style] = line.code.value
        elif line.code is not None:
            reached.pop(style, None)  # a numbering of the notes' own
        if inside and (bar or line.kind != "note"):
            line.kind = "note"


def _total_by_sum(lines: Sequence[Line]) -> None:
    """The last line that says points, without a number among numbered ones, is the total where it names nothing but
    points and the lines of one numbering add up to it.
    """
    scored = [line for line in lines if line.kind in ("node", "total") and line.max is not None]
    if len(scored) < 3 or scored[-1].kind == "total":
        return
    *before, last = scored
    sums: dict[str, Fraction] = {}
    for line in before:
        if line.code is not None and line.max is not None and line.max.amount is not None:
            sums[line.code.style] = sums.get(line.code.style, Fraction(0)) + line.max.amount
    plain = (
        last.code is None
        and not (last.bullet or last.mark)
        and last.max is not None
        and phrases.may_be_total(last.title)
    )
    if plain and last.max is not None and last.max.amount in sums.values():
        last.kind = "total"
        last.whys.append(Why("total-by-sum"))


def _titles_that_go_on(lines: Sequence[Line]) -> None:
    """Words in small letters right below a title that has not ended are its second line, unless they say what is not
    done.
    """
    for owner, line in pairwise(lines):
        if owner.kind != "node" or line.kind != "sentence" or line.mark is not None or line.bullet or _gap(owner, line):
            continue
        ended = owner.title[-1:] in ".;:" or phrases.scores(owner.title) or owner.said
        plain = line.title[:1].islower() and not line.said and not line.points and not phrases.scores(line.title)
        if plain and not ended and not phrases.leads(line.title) and not phrases.says_a_fault(line.title):
            owner.title = f"{owner.title} {line.title}"
            line.goes_on = True


def _alternatives(lines: Sequence[Line]) -> None:
    """A line after the word "hoặc" is an alternative of the one before."""
    waiting = False
    for line in lines:
        if line.kind == "or":
            waiting = True
        elif line.kind == "node":
            line.alternative = line.alternative or waiting
            waiting = False


def _end(lines: Sequence[Line]) -> int:
    """Where the foot begins: after the last total of the table, else after its last line that says points."""
    nodes = [place for place, line in enumerate(lines) if line.kind == "node" or line.mark in ("heading", "criterion")]
    if not nodes:
        return len(lines)
    totals = [place for place, line in enumerate(lines) if line.kind == "total" and place > nodes[0]]
    for place in totals:
        if not _goes_on(lines, place):
            return place + 1
        lines[place].kind = "subtotal"
    last = max((at for at in nodes if lines[at].scored or lines[at].code), default=nodes[-1])
    end = last + 1
    while end < len(lines) and _belongs(lines[end - 1], lines[end]):
        end += 1
    return end


def _goes_on(lines: Sequence[Line], total: int) -> bool:
    """Whether the table goes on after a line of a total: its outermost numbering does, or a section of bonuses or
    penalties begins.
    """
    before = [line for line in lines[:total] if line.kind == "node"]
    outer = before[0].code if before else None
    last = max(
        (line.code.value for line in before if line.code and outer and line.code.style == outer.style), default=0
    )
    uncoded = not any(line.code for line in before)
    if any(line.mark in ("heading", "criterion") for line in lines[total + 1 :]):
        return True
    after = next((line for line in lines[total + 1 :] if line.kind in ("node", "second-table")), None)
    if after is None or after.kind == "second-table":
        return False
    if phrases.nature_of(after.title) is not None:
        return True
    if after.code and outer and after.code.style == outer.style and after.code.value == last + 1:
        return True
    return uncoded and after.scored and not _gap(lines[total], after)


def _gap(above: Line, line: Line) -> bool:
    return above.place.page != line.place.page or line.place.line - above.place.line > 1


def _belongs(above: Line, line: Line) -> bool:
    """Whether words under the last criterion still speak of it."""
    if line.kind not in ("sentence", "or") or line.wide or _gap(above, line):
        return False
    if caps_in(line.title) and line.title_cell is not None and line.title_cell.text.strip() == line.title:
        return False  # a bound at the foot is the table's, no single criterion's
    return not (phrases.is_class_line(line.title) or phrases.is_signature(line.title) or phrases.is_note(line.title))


def _foot_kind(line: Line, lines: Sequence[Line]) -> Kind:
    text = line.title or next((cell.text for _, cell in line.cells if cell.text), "")
    if phrases.is_class_line(text):
        return "class-line"
    if phrases.is_signature(text) or _signs(line, text):
        return "signature"
    if len([cell for _, cell in line.cells if cell.text]) > 1 and not phrases.scores(text):
        return "second-table"
    return "note"


def _signs(line: Line, text: str) -> bool:
    """A block of signatures: short words in capitals or bold, and nothing else on the line speaks of points."""
    letters = [char for char in text if char.isalpha()]
    capital = len(letters) > 3 and all(char.isupper() for char in letters)
    return len(text) <= 60 and not phrases.scores(text) and not line.scored and (capital or text.startswith("- "))


def _may_sign(line: Line) -> bool:
    """Whether words below a signature may be a name: no note, no class, nothing of points."""
    if line.scored or line.code is not None or any(phrases.scores(cell.text) for _, cell in line.cells):
        return False
    return not (phrases.is_note(line.title) or phrases.is_class_line(line.title))


def _before_the_first(lines: Sequence[Line]) -> None:
    """Words before the first node head nothing and belong to nothing."""
    for line in lines:
        if line.kind == "node" or line.mark in ("heading", "criterion"):
            return
        if line.kind == "sentence":
            line.kind = "note"


def _marked(line: Line) -> None:
    if line.mark in ("heading", "criterion", "alternative") and line.title:
        line.kind = "node"
        line.alternative = line.alternative or line.mark == "alternative"
    elif line.mark == "sentence":
        line.kind = "sentence"
    elif line.mark == "footer":
        line.kind = "note"
    if line.mark is not None:
        line.whys = [Why("by-hand")]
