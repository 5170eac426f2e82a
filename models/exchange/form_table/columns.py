"""What each column of a table holds: by its heading, put right by what stands under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.exchange.cells.model import UNCACHED, Cell, Page
from models.exchange.form_table import codes
from models.exchange.form_table.model import Column, Corrections, Role, Why
from models.exchange.form_table.points import said
from models.exchange.form_table.roles import heading_key

Roles = dict[int, tuple[Role, tuple[Why, ...]]]
Grid = dict[int, dict[int, Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with the cells that are to be seen, by line and column; formulas without a saved result are among them."""

    number: int
    page: Page
    lines: Grid

    @property
    def last(self) -> int:
        """The last line that holds something."""
        return max(self.lines, default=-1)


@dataclass(slots=True)
class Held:
    """What stands in a column of the body."""

    numbers: int = 0
    words: int = 0
    codes: int = 0
    plain_codes: int = 0
    """Codes that are no number: I, a), II.1; beside them "1.2" is one too."""
    letters: int = 0
    tall: int = 0
    lines: set[int] = field(default_factory=set)


def held_in(sheet: Sheet, first: int, last: int) -> dict[int, Held]:
    """What each column of some lines holds."""
    found: dict[int, Held] = {}
    tall = {(span.top, span.left) for span in sheet.page.spans if span.bottom > span.top}
    for line in range(first, last + 1):
        for place, cell in sheet.lines.get(line, {}).items():
            held = found.setdefault(place, Held())
            held.lines.add(line)
            if (
                cell.flags & UNCACHED
                or cell.kind == "number"
                or (cell.kind == "text" and (point := said(cell)) is not None and point.amount is not None)
            ):
                held.numbers += 1
            elif cell.kind == "text":
                held.words += 1
                held.letters += len(cell.text)
                held.plain_codes += codes.in_column(cell.text) is not None
            held.codes += codes.in_column(cell.text.replace(",", ".")) is not None or bool(codes.bullet_of(cell.text))
            held.tall += (line, place) in tall
    return found


def columns_of(
    paths: Mapping[int, tuple[str, ...]], said_roles: Mapping[int, Role], held: Mapping[int, Held], fixed: Corrections
) -> dict[int, Column]:
    """The columns of a table with their roles: by the heading, by what they hold, by a person."""
    roles: Roles = {}
    for place in sorted({*paths, *held}):
        role, shown = said_roles.get(place), " › ".join(paths.get(place, ()))
        if role is not None:
            roles[place] = role, (Why("heading", shown),)
        else:
            roles[place] = "other", (Why("unknown-heading", shown),)
    _by_content(roles, held)
    _one_title(roles, held)
    _points(roles, held)
    _to_be_filled(roles, paths)
    for place, said_role in fixed.columns.items():
        roles[place] = said_role, (Why("by-hand"),)
    return {place: Column(place, " › ".join(paths.get(place, ())), role, whys) for place, (role, whys) in roles.items()}


def _to_be_filled(roles: Roles, paths: Mapping[int, tuple[str, ...]]) -> None:
    """Right of the first column to be filled, columns of bonuses and penalties are a unit's, where the form has its own
    or they say no more than the word.
    """
    first = min((place for place, (role, _) in roles.items() if role == "score"), default=None)
    if first is None:
        return
    before = {role for place, (role, _) in roles.items() if place < first}
    for place, (role, whys) in list(roles.items()):
        bare = role == "other" and heading_key((paths.get(place) or ("",))[-1]) in ("cộng", "thưởng", "trừ")
        if place > first and (bare or (role in ("bonus", "penalty") and "max" in before)):
            roles[place] = "score", whys


def _by_content(roles: Roles, held: Mapping[int, Held]) -> None:
    """Put right what the heading says where the column holds something else."""
    for place, (role, whys) in list(roles.items()):
        kept = held.get(place, Held())
        if role in ("max", "groupmax") and kept.words and not kept.numbers:
            roles[place] = "rule", (*whys, Why("holds-words"))
        elif role == "title" and kept.words and kept.plain_codes == kept.words and _texts_beside(place, roles, held):
            roles[place] = "code", (*whys, Why("holds-codes"))
        elif role == "scorer" and not kept.words:
            roles[place] = "score", (*whys, Why("holds-no-words"))
        elif role == "score" and kept.words and not kept.numbers and kept.letters > 20 * kept.words:
            roles[place] = "rule", (*whys, Why("holds-words"))
        elif role == "code" and kept.words > 2 * max(kept.codes, 1) and kept.letters > 20 * kept.words:
            titled = max(
                (held[at].words for at, (other, _) in roles.items() if other == "title" and at in held), default=0
            )
            if kept.codes < 2 or titled < kept.codes:  # not where long words only stand under the table
                roles[place] = "title", (*whys, Why("holds-words"))


def _texts_beside(place: int, roles: Roles, held: Mapping[int, Held]) -> bool:
    """Whether another column holds words that may be the titles: "Nội dung 1" is a code only beside them."""
    texts = [other for other, (role, _) in roles.items() if role in ("title", "rule", "note") and other != place]
    return any(held.get(other, Held()).words for other in texts)


def _one_title(roles: Roles, held: Mapping[int, Held]) -> None:
    """Of several columns that may hold the title: the groups' own column is merged down, rules are the longer text."""
    groups = [place for place, (role, _) in roles.items() if role == "group"]
    titles = [place for place, (role, _) in roles.items() if role == "title"]
    coded = any(why.code == "holds-codes" for _, whys in roles.values() for why in whys)
    if not titles and coded:  # the words stand in the column of the long texts
        texts = [place for place, (role, _) in roles.items() if role in ("rule", "note") and held.get(place)]
        if texts:
            chosen = max(texts, key=lambda place: (len(held[place].lines), -place))
            roles[chosen] = "title", (*roles[chosen][1], Why("holds-words"))
            return
    if not titles and groups:
        chosen = max(groups, key=lambda place: (len(held.get(place, Held()).lines), -place))
        roles[chosen] = "title", roles[chosen][1]
        return
    if len(titles) == 1 and not groups and (inner := _inner_title(titles[0], roles, held)) is not None:
        roles[titles[0]] = "group", (*roles[titles[0]][1], Why("merge"))
        roles[inner] = "title", (*roles[inner][1], Why("holds-words"))
        return
    for place in groups:
        if not held.get(place, Held()).words:
            roles[place] = "other", roles[place][1]
    if len(titles) < 2:
        return
    first = titles[0]
    for place in titles[1:]:
        mine, theirs = held.get(place, Held()), held.get(first, Held())
        both = mine.lines & theirs.lines
        if theirs.tall and len(mine.lines) > len(theirs.lines):
            roles[first] = "group", (*roles[first][1], Why("merge"))
            first = place
        elif len(both) > len(mine.lines) / 4:
            roles[place] = "rule", (*roles[place][1], Why("second-title"))


def _inner_title(title: int, roles: Roles, held: Mapping[int, Held]) -> int | None:
    """The column of long texts that says what is scored, where that of titles is merged down over several of its lines
    and every line of it has points of its own.
    """
    outer = held.get(title, Held())
    points = {line for place, (role, _) in roles.items() if role == "max" for line in held.get(place, Held()).lines}
    if not outer.tall:
        return None
    for place, (role, _) in sorted(roles.items()):
        inner = held.get(place, Held())
        totals = len(points - inner.lines)
        if (
            role == "rule"
            and totals <= 1 + len(points) // 20
            and len(outer.lines & inner.lines) <= 0.75 * len(inner.lines)
        ):
            return place
    return None


def _points(roles: Roles, held: Mapping[int, Held]) -> None:
    """Two columns of points on different lines are those of groups and of items; on the same lines one is not ours."""
    places = [place for place, (role, _) in roles.items() if role in ("max", "groupmax") and held.get(place)]
    if len(places) < 2:
        for place in places:
            roles[place] = "max", roles[place][1]
        return
    places.sort(key=lambda place: (roles[place][0] == "groupmax", -held[place].numbers, place))
    chosen = places[0]
    for place in places[1:]:
        shared = len(held[place].lines & held[chosen].lines)
        apart = shared <= max(1, len(held[place].lines) / 4) or bool(held[place].tall) or roles[place][0] == "groupmax"
        role: Role = "groupmax" if apart else "other"
        roles[place] = role, (*roles[place][1], Why("apart" if role == "groupmax" else "second-points"))
    roles[chosen] = "max", roles[chosen][1]


def guessed(sheet: Sheet, first: int, last: int) -> dict[int, Column]:
    """The columns of a table without a heading, by what they hold alone."""
    held = held_in(sheet, first, last)
    lines = {line for one in held.values() for line in one.lines}
    roles: dict[int, Role] = {}
    texts = [
        place
        for place, one in held.items()
        if one.words and one.letters >= 8 * one.words and one.codes < max(1, len(one.lines) / 2)
    ]
    if not texts:
        return {}
    title = max(texts, key=lambda place: (min(len(held[place].lines), len(lines) // 2 + 1), -place))
    roles[title] = "title"
    for place, one in held.items():
        if (place < title or one.plain_codes) and one.codes >= max(1, len(one.lines) // 2):
            roles[place] = "code"
        elif place > title and one.numbers > one.words and "max" not in roles.values():
            roles[place] = "max"
        elif place in texts and place > title:
            roles[place] = "rule"
    return {
        place: Column(place, "", roles.get(place, "other"), (Why("content" if place in roles else "unknown-heading"),))
        for place in held
    }
