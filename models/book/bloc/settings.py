"""How the bloc is named and how it calls its own things; a few settings of the book.

`Words` is the one source of bloc, head, deputy and tellers for every screen and paper. Preferences of one machine
(window size, recent books) are no settings of a book and never stand here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from models.book.base import fields
from models.book.base.area import Area
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.text import Spelling, spell

if TYPE_CHECKING:
    from models.book.bloc.floor import BlocBook

KINDS: Final = {"khoi": "Khối", "cum": "Cụm"}
HEAD_STYLES: Final = (
    ("khoi", "Trưởng khối", "Phó Trưởng khối"),
    ("khoi", "Khối trưởng", "Khối phó"),
    ("cum", "Trưởng cụm", "Phó Trưởng cụm"),
    ("cum", "Cụm trưởng", "Cụm phó"),
)
"""The four ways seen in real papers: kind, head, deputy; the first is the usual one."""

TELLERS: Final = {"Ban kiểm phiếu": ("Trưởng ban", "Ủy viên"), "Tổ kiểm phiếu": ("Tổ trưởng", "Thành viên")}
"""The counting board's name and what its leader and its people are called."""

SALVAGED: Final = "salvaged"
"""The setting by which a book saved from a damaged file says what it is: the file it came from, the day, the list."""

COLLECTED: Final = ("Số phiếu thu về", "Số phiếu thu vào")
BEFORE: Final = "bloc-before"
"""The setting that keeps how the bloc was described before each dated change, with the last day of it (`to`)."""
SPELLINGS: Final = ("ủy", "uỷ")


_CALLED: Final = re.compile(r"(?:Phó )?Trưởng khối\b|(?<!Sổ )\b[Kk]hối\b(?! lượng| mẫu)")
"""The bloc, its head and deputy in the program's texts; not its own name (Sổ Khối), the practice bloc or a volume."""
ORDINALS: Final = {1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm"}
"""Deputies where a bloc has several."""


@dataclass(frozen=True, slots=True)
class Words:
    """How this bloc calls itself; every screen and paper takes these words and `write`s its text through them."""

    kind: str = "khoi"
    head: str = "Trưởng khối"
    deputy: str = "Phó Trưởng khối"
    tellers: str = "Ban kiểm phiếu"
    collected: str = "Số phiếu thu về"
    spelling: Spelling = "ủy"

    @property
    def bloc(self) -> str:
        """Khối or Cụm."""
        return KINDS[self.kind]

    @property
    def bloc_score(self) -> str:
        """The name of the bloc's own scoring: Khối chấm, Cụm chấm."""
        return f"{self.bloc} chấm"

    @property
    def tellers_leader(self) -> str:
        return TELLERS[self.tellers][0]

    @property
    def teller(self) -> str:
        return TELLERS[self.tellers][1]

    def office(self, role: str, rank: int = 0) -> str:
        """What an office is called; with a rank a deputy is numbered: `Phó Trưởng khối thứ hai`."""
        if role == "head":
            return self.head
        return f"{self.deputy} thứ {ORDINALS.get(rank, rank)}" if rank else self.deputy

    def call(self, text: str) -> str:
        """A text of the program's own with bloc, head and deputy called as this bloc calls them, in its spelling. Not
        for what people wrote: their words stay."""
        return self.write(_CALLED.sub(lambda found: self._called(found[0]), text))

    def _called(self, word: str) -> str:
        if word.endswith("Trưởng khối"):
            return self.deputy if word.startswith("Phó") else self.head
        return self.bloc if word[0].isupper() else self.bloc.lower()

    def write(self, text: str) -> str:
        """The text in the bloc's spelling of an open uy (ủy ban, uỷ ban)."""
        return spell(text, self.spelling)


@dataclass(frozen=True, slots=True)
class Bloc:
    """The bloc itself: its name, its words, its place in letterheads and the bodies above it."""

    name: str
    words: Words
    place: str | None = None
    parent_body: str | None = None
    standing_body: str | None = None
    established_by: str | None = None


def calls_the_bloc(text: str) -> bool:
    """Whether a text of the program's own may stand otherwise in a bloc that calls itself otherwise."""
    return bool(_CALLED.search(text)) or spell(text, "uỷ") != text


class Settings(Area):
    """The bloc's name and words, and settings of the book by key."""

    _book: BlocBook

    def bloc(self, on: str | None = None) -> Bloc:
        """The bloc as described, on a day as it was then; an empty name while the book has not been given one."""
        row = self._store.row("bloc", "bloc")
        if row is None:
            return Bloc("", Words())
        if on:
            row = next((past for past in self.get(BEFORE, []) if on <= past["to"]), row)
        words = Words(
            row["kind"],
            row["head_term"],
            row["deputy_term"],
            row["tellers_term"],
            row["collected_term"],
            cast(Spelling, row["spelling"]),
        )
        return Bloc(
            row["name"],
            words,
            row.get("place"),
            row.get("parent_body"),
            row.get("standing_body"),
            row.get("established_by"),
        )

    def described_since(self) -> str | None:
        """The day from which the bloc is described as now; None where no change of it is known."""
        held: list[dict[str, Any]] = list(self.get(BEFORE, []))
        return fields.shift(held[-1]["to"], 1) if held else None

    @property
    def terms(self) -> Words:
        """The words of the bloc."""
        return self.bloc().words

    def describe_bloc(self, *, since: str | None = None, **changes: str | None) -> None:
        """Say or change what the bloc is called: name, kind, head_term, deputy_term, tellers_term, collected_term,
        spelling, place, parent_body, standing_body, established_by.

        Changing only `kind` takes that kind's usual head and deputy. With `since` the change holds from that day on
        and papers of the days before keep what was; without it what is written is mended. Refusals:
        `bloc.word_unknown` (facts: `field`, `value`), `date.bad`, RuleViolation `bloc.not_yet` of a day to come,
        `bloc.since_before` (facts: `day`, the last change's) of one before the last change; of that same day it is
        part of that change.
        """
        chosen = {field: self._checked(field, value) for field, value in changes.items()}
        if "kind" in chosen and "head_term" not in chosen:
            head, deputy = next((head, deputy) for kind, head, deputy in HEAD_STYLES if kind == chosen["kind"])
            chosen |= {"head_term": head, "deputy_term": chosen.get("deputy_term", deputy)}
        store, facts = self._book.store, {"fields": sorted(chosen), "name": chosen.get("name", self.bloc().name)}
        past = self._past(since, chosen) if since else None
        with store.operation("describe-bloc", facts) as tx:
            if past is not None:
                self.put(BEFORE, past)
            if store.row("bloc", "bloc") is None:
                tx.insert("bloc", {"key": "bloc", "name": "", **chosen})
            else:
                tx.update("bloc", "bloc", **chosen)

    def _past(self, since: str, chosen: Mapping[str, str | None]) -> list[dict[str, Any]] | None:
        """How the bloc was described until each change, this one last; None where nothing is to be kept of before."""
        day, row = fields.date(since, "since"), self._store.row("bloc", "bloc")
        if day > self._book.today():
            raise RuleViolation("bloc.not_yet", day=day)
        if row is None or all(row.get(field) == value for field, value in chosen.items()):
            return None
        last, until = self.described_since(), fields.shift(day, -1)
        if day == last:
            return None
        if last is not None and day < last:
            raise RuleViolation("bloc.since_before", day=last)
        return [
            *self.get(BEFORE, []),
            {**{name: said for name, said in row.items() if said is not None and name != "key"}, "to": until},
        ]

    def _checked(self, field: str, value: str | None) -> str | None:
        closed = {
            "kind": tuple(KINDS),
            "spelling": SPELLINGS,
            "tellers_term": tuple(TELLERS),
            "collected_term": COLLECTED,
        }
        if field in closed:
            if value not in closed[field]:
                raise BadInput("bloc.word_unknown", field=field, value=value)
            return value
        if field in ("name", "head_term", "deputy_term"):
            return fields.name(value or "")
        if field in ("place", "parent_body", "standing_body", "established_by"):
            return fields.line(value)
        raise TypeError(f"a bloc has no {field}")

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under a key (JSON without floats), or the default."""
        row = self._store.row("setting", key)
        return default if row is None else row["value"]

    def under(self, prefix: str) -> dict[str, Any]:
        """Every value whose key begins so, by key."""
        rows = (row for row in self._store.rows("setting") if row["key"].startswith(prefix))
        return {row["key"]: row["value"] for row in rows}

    def answers(self, shape: str) -> dict[str, str]:
        """What was answered about the names in tables of a shape ("scores.…", "list.…"), for the next one."""
        return dict(self.get(f"import.{shape}", {}))

    def keep_answers(self, answered: tuple[str, Mapping[str, str]] | None) -> None:
        """Keep what a person answered (shape, name -> choice) for the next table of the shape; inside an act."""
        if answered is not None and dict(answered[1]) != self.answers(answered[0]):
            self.put(f"import.{answered[0]}", dict(answered[1]) or None)

    def put(self, key: str, value: Any) -> None:
        """Keep a value under a key; None takes the key away. BadInput `key.bad`."""
        fields.key(key)
        store = self._book.store
        with store.operation("put-setting", {"key": key}) as tx:
            if value is not None:
                tx.put("setting", {"key": key, "value": value})
            elif store.row("setting", key) is not None:
                tx.delete("setting", key)
