"""What each column of a table holds: by its heading, put right by what stands under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.exchange.cells.model import UNCACHED, Cell, Page
from models.exchange.form_table import codes
from models.exchange.form_table.model import Column, Corrections, Role, Why
from models.exchange.form_table.phrases import is_total
from models.exchange.form_table.points import said
from models.exchange.form_table.roles import heading_key, role_of

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
    sums: int = 0
    """Words that only say that a line sums up others."""
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
                held.sums += is_total(cell.text)
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
    _of_units(roles, paths)
    _by_content(roles, held)
    _one_title(roles, held)
    _points(roles, held)
    _to_be_filled(roles, paths)
    for place, said_role in fixed.columns.items():
        roles[place] = said_role, (Why("by-hand"),)
    return {place: Column(place, " › ".join(paths.get(place, ())), role, whys) for place, (role, whys) in roles.items()}


def _of_units(roles: Roles, paths: Mapping[int, tuple[str, ...]]) -> None:
    """Columns under one wide heading of points whose own words say nothing known are the units' own, where the form has
    a column of points beside them.
    """
    named = [
        place
        for place, (role, _) in roles.items()
        if role == "max" and len(paths.get(place, ())) > 1 and role_of(paths[place][-1:]) is None
    ]
    beside = any(role in ("max", "groupmax") for place, (role, _) in roles.items() if place not in named)
    for place in named:
        if beside and sum(paths[other][:-1] == paths[place][:-1] for other in named) > 1:
            roles[place] = "score", roles[place][1]


def _to_be_filled(roles: Roles, paths: Mapping[int, tuple[str, ...]]) -> None:
    """Right of the first column to be filled, columns of bonuses and penalties are a unit's, where the form has its own
    or they say no more than the word.
    """
    first = min((place for place, (role, _) in roles.items() if role == "score"), default=None)
    if first is None:
        return
    before = {role for place, (role, _) in roles.items() if place < first}
    theirs = "max" in before or not any(role in ("max", "groupmax", "weight") for role, _ in roles.values())
    for place, (role, whys) in list(roles.items()):
        bare = role == "other" and heading_key((paths.get(place) or ("",))[-1]) in ("cộng", "thưởng", "trừ")
        if place > first and (bare or (role in ("bonus", "penalty") and theirs)):
            roles[place] = "score", whys


def _by_content(roles: Roles, held: Mapping[int, Held]) -> None:
    """Put right what the heading says where the column holds something else."""
    for place, (role, whys) in list(roles.items()):
        kept = held.get(place, Held())
        if role in ("max", "groupmax") and kept.words and not kept.numbers:
            roles[place] = "rule", (*whys, Why("holds-words"))
        elif _only_codes(place, role, roles, held):
            roles[place] = "code", (*whys, Why("holds-codes"))
        elif role == "rule" and kept.numbers > kept.words and (nature := _nature_said(whys)) is not None:
            roles[place] = nature, (*whys, Why("holds-no-words"))
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


def _only_codes(place: int, role: Role, roles: Roles, held: Mapping[int, Held]) -> bool:
    """Whether a column of titles, or one that says nothing, holds codes alone."""
    kept = held.get(place, Held())
    if role == "title":
        return 0 < kept.plain_codes == kept.words - kept.sums and _texts_beside(place, roles, held)
    if role != "other":
        return False
    title = min((at for at, (other, _) in roles.items() if other == "title"), default=-1)
    bare = place < title and not any(other == "code" for other, _ in roles.values())
    worded = 1 < kept.plain_codes == kept.words - kept.sums and not kept.numbers
    return (bare and worded) or _numbers_inside(place, kept, roles, held)


def _numbers_inside(place: int, kept: Held, roles: Roles, held: Mapping[int, Held]) -> bool:
    """Whether a column that says nothing holds the numbers of the titles right of it, where the numbers left of it are
    merged down: all codes, on nearly every line of theirs.
    """
    titled = held.get(place + 1)
    outer = any(held[at].tall for at, (role, _) in roles.items() if role == "code" and at < place and at in held)
    if not outer or titled is None or roles.get(place + 1, ("other", ()))[0] != "title":
        return False
    return len(kept.lines) == kept.codes >= 0.9 * len(titled.lines) - 1 and kept.lines <= titled.lines


def _nature_said(whys: Sequence[Why]) -> Role | None:
    """Whether the heading of a column of numbers speaks of points added or taken off: "Mức trừ tối đa"."""
    words = " ".join(heading_key(why.fact) for why in whys).replace("›", " ").split()
    return "penalty" if "trừ" in words else "bonus" if {"cộng", "thưởng"} & set(words) else None


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
        if theirs.tall and (len(mine.lines) > len(theirs.lines) or mine.lines - theirs.lines):
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
    if (levels := _points_of_levels(places, roles, held)) is not None:
        for place, level in levels.items():
            roles[place] = "max" if roles[level][0] == "title" else "groupmax", (*roles[place][1], Why("apart"))
        return
    places.sort(key=lambda place: (roles[place][0] == "groupmax", -held[place].numbers, place))
    chosen = places[0]
    for place in places[1:]:
        shared = len(held[place].lines & held[chosen].lines)
        apart = shared <= max(1, len(held[place].lines) / 4) or bool(held[place].tall) or roles[place][0] == "groupmax"
        role: Role = "groupmax" if apart else "other"
        roles[place] = role, (*roles[place][1], Why("apart" if role == "groupmax" else "second-points"))
    roles[chosen] = "max", roles[chosen][1]


def _points_of_levels(places: Sequence[int], roles: Roles, held: Mapping[int, Held]) -> dict[int, int] | None:
    """Beside two columns of groups or more: which of them, or of the titles, each column of points belongs to; None
    where two belong to one.
    """
    titles = [place for place, (role, _) in roles.items() if role in ("group", "title") and held.get(place)]
    if len(titles) < 3:
        return None
    found = {place: of_level(held[place].lines, {each: held[each].lines for each in titles}) for place in places}
    return found if len(set(found.values())) == len(found) else None


def of_level(lines: set[int], titles: Mapping[int, set[int]]) -> int:
    """The column of titles that stands on the same lines as a column of points, most nearly."""
    return max(titles, key=lambda each: (len(lines & titles[each]) / max(1, len(lines | titles[each])), each))


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
