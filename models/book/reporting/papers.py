"""The register of papers: what was drafted, issued and replaced, under which number, with its content frozen at issue.

A bloc has no seal: its papers go out under the head unit's number, which that unit's registry gives later. A draft is
rendered
from the book whenever it is looked at; only an issued paper keeps its content. How a paper looks is known to printing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.reporting.scans import Scans
from models.book.reporting.templates import Templates
from models.file.history import canonical
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook

CARRY_PLACES: Final = (
    "bang-tong-hop",
    "bang-chi-tiet-a4",
    "bang-chi-tiet-a3",
    "xep-hang",
    "thong-bao-xep-hang",
    "bien-ban-hoi-nghi",
    "to-trinh-khen",
    "tong-hop-nam",
)
"""Kinds of paper that say who stands where."""
_LINES: Final = ("symbol", "signer", "capacity")
_FAMILIES: Final = ("state", "party", "front", "youth")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph people edited, with the digest of the data its first wording came from; "" is one left out."""

    text: str
    digest: str | None = None

    @property
    def left_out(self) -> bool:
        """Whether the paragraph is not printed at all."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `content` and its digest stand once it is issued; `file_hash` is the SHA-256 of the issued file."""

    key: str
    kind: str
    year: int | None
    state: str
    family: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    subject: str | None = None
    signer: str | None = None
    capacity: str | None = None
    content: object = None
    content_digest: str | None = None
    file_hash: str | None = None
    supersedes: str | None = None
    texts: Mapping[str, Text] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    """What it is made for beside the year (`unit`, `meeting`, …); {} for all units, the last meeting."""
    reprints: int = 0

    @property
    def waits_for_number(self) -> bool:
        """True when it is issued and its number has not been recorded yet."""
        return self.state == "issued" and self.number is None


class Papers(Area):
    """Verbs and reads of the register."""

    _book: ReportingBook

    @cached_property
    def scans(self) -> Scans:
        """The signed scans of papers."""
        return Scans(self._book)

    @cached_property
    def templates(self) -> Templates:
        """The bloc's own letters."""
        return Templates(self._book)

    # --- reading

    def all(self, year: int | None = None) -> tuple[Paper, ...]:
        """The papers of a year, or of the whole book, by date (undated drafts last), then kind."""
        rows = self._store.rows("paper") if year is None else self._store.rows("paper", year=year)
        return tuple(
            sorted(map(_paper, rows), key=lambda one: (one.date or "9999", one.kind, one.number or "", one.key))
        )

    def get(self, key: str) -> Paper:
        """One paper. RuleViolation `paper.unknown`."""
        row = self._store.row("paper", key)
        if row is None:
            raise RuleViolation("paper.unknown", paper=key)
        return _paper(row)

    def numbered(self, kind: str, year: int) -> Paper | None:
        """The paper of a kind and year that is in use and has its number: the latest by date; None before."""
        found = [one for one in self.all(year) if one.kind == kind and one.number and one.state != "replaced"]
        return found[-1] if found else None

    def in_use(self, kind: str, year: int) -> Paper | None:
        """The paper of a kind and year that others speak of: the numbered one, else the latest draft; None where the
        register has none.
        """
        found = [one for one in self.all(year) if one.kind == kind and one.state != "replaced"]
        return self.numbered(kind, year) or (found[-1] if found else None)

    def carrying_places(self, year: int, until: str) -> tuple[Paper, ...]:
        """The papers of a year that say who stands where and had gone out (issued, or under a number) by a day."""
        gone = (one for one in self.all(year) if one.state == "issued" or (one.number and one.state != "replaced"))
        return tuple(one for one in gone if one.kind in CARRY_PLACES and (one.date or "") <= until)

    def made_for(self, kind: str, year: int, choices: Mapping[str, str]) -> Paper | None:
        """The paper of a kind and year that is made for just these choices: a draft before what it will replace, what
        was replaced never; None before one is entered.
        """
        found = [
            one
            for one in self.all(year)
            if one.kind == kind and one.choices == dict(choices) and one.state != "replaced"
        ]
        return max(found, key=lambda one: one.state == "draft", default=None)

    def successor(self, key: str) -> Paper | None:
        """The issued paper that took a replaced one's place."""
        rows = self._store.rows("paper", supersedes=key)
        return next((_paper(row) for row in rows if row["state"] != "draft"), None)

    # --- writing

    def put_number(self, kind: str, year: int, number: str, date: str, subject: str = "") -> str:
        """Enter the number and day under which a paper of the year goes out, whether it stands in the register already
        or not; in one step. Returns its key. Refusals as in `enter`, `date.bad`.
        """
        return self.enter(kind, year, number=number, date=fields.date(date, "date"), subject=subject)

    def enter(
        self,
        kind: str,
        year: int,
        *,
        choices: Mapping[str, str] | None = None,
        number: str = "",
        symbol: str | None = None,
        subject: str = "",
        **said: str | None,
    ) -> str:
        """Write down what is known of a paper made for some choices: number and symbol ("" until the registry gives
        one), and of a draft date, signer, capacity. In one step; a paper not in the register becomes a draft. Returns
        its key. Refusals as in `record_number` and `describe`.
        """
        act = "record-paper-number" if number else "describe-paper"
        with self._store.operation(act, {"paper": kind, "subject": subject, "number": number}):
            held = self.made_for(kind, year, choices or {})
            key = held.key if held else self.draft(kind, year, choices=choices, subject=subject or None, **said)
            if held is not None and held.state == "draft" and said:
                self.describe(key, **said)
            if number:
                self.record_number(key, number, symbol)
            elif held is None or held.state == "draft":
                self.describe(key, number=None, **({"symbol": symbol} if symbol else {}))
        return key

    def draft(
        self,
        kind: str,
        year: int | None = None,
        *,
        key: str | None = None,
        choices: Mapping[str, str] | None = None,
        **said: str | None,
    ) -> str:
        """Enter a draft; `said` is family, number, symbol, date, subject, signer (the key of a post, or a name),
        capacity; `choices` as in `Paper`. The family is that of the head unit on the paper's date unless it is said.
        Refusals: `year.unknown`, `key.bad`, `key.taken`, those of `describe`.
        """
        if year is not None:
            self._book.years.get(year)
        chosen = fields.key(key) if key else self._book.new_key()
        if self._store.row("paper", chosen) is not None:
            raise RuleViolation("key.taken", key=chosen)
        row = _checked(said)
        if row.get("family") is None and year is not None:
            row["family"] = self._book.leadership.family(year, row.get("date"))
        with self._store.operation(
            "draft-paper", {"paper": fields.key(kind), "subject": row.get("subject") or ""}
        ) as tx:
            tx.insert(
                "paper", {"key": chosen, "kind": kind, "year": year, "choices": dict(choices or {}) or None, **row}
            )
        return chosen

    def describe(self, key: str, **said: str | None) -> None:
        """Change what a draft says of itself. Refusals: `paper.unknown`, `paper.not_draft`, `paper.family_unknown`,
        dates.
        """
        paper = self._draft(key)
        with self._store.operation("describe-paper", self._facts(paper)) as tx:
            tx.update("paper", key, **_checked(said))

    def put_text(
        self, key: str, paragraph: str, text: str | None, data_digest: str | None = None, *, left_out: bool = False
    ) -> None:
        """Keep (None: forget) a paragraph people worded themselves, beside the digest of the data it stands on; with
        `left_out` the paragraph is not printed at all.
        """
        paper = self._draft(key)
        texts = {
            name: {"text": one.text, **({"digest": one.digest} if one.digest else {})}
            for name, one in paper.texts.items()
        }
        worded = "" if left_out else fields.note(text)
        if worded is None:
            texts.pop(paragraph, None)
        else:
            texts[fields.key(paragraph)] = {"text": worded, **({"digest": data_digest} if data_digest else {})}
        with self._store.operation("put-paper-text", {**self._facts(paper), "paragraph": paragraph}) as tx:
            tx.update("paper", key, texts=texts or None)

    def word(
        self,
        kind: str,
        year: int,
        choices: Mapping[str, str],
        paragraph: str,
        text: str | None,
        data_digest: str | None = None,
        subject: str = "",
        *,
        left_out: bool = False,
    ) -> str:
        """`put_text` for the paper made for some choices, which becomes a draft in the same step where it is not one
        yet. Returns its key.
        """
        with self._store.operation("put-paper-text", {"paper": kind, "subject": subject, "paragraph": paragraph}):
            held = self.made_for(kind, year, choices)
            key = held.key if held else self.draft(kind, year, choices=choices, subject=subject or None)
            self.put_text(key, paragraph, text, data_digest, left_out=left_out)
        return key

    def issue(self, key: str, content: object, *, date: str, file_hash: str | None = None) -> str:
        """Freeze a draft as issued on a day; final: it cannot be undone, only replaced. Returns the digest of its
        content.

        A paper that it replaces is marked so. Refusals: `paper.unknown`, `paper.not_draft`, BadInput `paper.empty`.
        """
        paper = self._draft(key)
        if not content:
            raise BadInput("paper.empty", paper=key)
        fixed = canonical.digest(content)
        changes = {"state": "issued", "date": fields.date(date, "date"), "content": content, "content_digest": fixed}
        with self._store.operation("issue-paper", {**self._facts(paper), "date": date}, final=True) as tx:
            tx.update("paper", key, **changes, file_hash=file_hash)
            if paper.supersedes is not None:
                tx.update("paper", paper.supersedes, state="replaced")
        return fixed

    def record_number(self, key: str, number: str, symbol: str | None = None) -> None:
        """Write down the number (and symbol) the head unit's registry gave, before or after issuing.

        Refusals: `paper.unknown`, `paper.is_replaced`, `paper.number_taken` (facts: `paper`) within one year, family
        and symbol.
        """
        paper = self.get(key)
        if paper.state == "replaced":
            raise RuleViolation("paper.is_replaced", paper=key)
        given, sign = fields.name(number, 40), fields.line(symbol, 80) or paper.symbol
        for other in self.all(paper.year):
            alike = (other.number, other.symbol, other.family) == (given, sign, paper.family)
            if (
                alike
                and other.key != key
                and (other.date or "")[:4] == (paper.date or "")[:4]
                and paper.supersedes != other.key
            ):
                raise RuleViolation("paper.number_taken", paper=other.key, number=given, symbol=sign)
        with self._store.operation("record-paper-number", {**self._facts(paper), "number": given}) as tx:
            tx.update("paper", key, number=given, symbol=sign)

    def replace(self, key: str) -> str:
        """Begin a draft that will replace an issued paper once it is issued itself. Returns its key.

        Refusals: `paper.unknown`, `paper.not_issued`, `paper.replacement_begun` (facts: `paper`).
        """
        old = self.get(key)
        if old.state != "issued":
            raise RuleViolation("paper.not_issued", paper=key, state=old.state)
        begun = self._store.rows("paper", supersedes=key)
        if begun:
            raise RuleViolation("paper.replacement_begun", paper=begun[0]["key"])
        new = self._book.new_key()
        kept = {
            name: getattr(old, name) for name in ("kind", "year", "family", "symbol", "subject", "signer", "capacity")
        }
        with self._store.operation("replace-paper", self._facts(old)) as tx:
            tx.insert("paper", {"key": new, **kept, "choices": dict(old.choices) or None, "supersedes": key})
        return new

    def reprint(self, key: str) -> int:
        """Record that an issued paper is printed once more; returns which time it is. Refusals: `paper.unknown`,
        `paper.not_frozen` while it was not issued.
        """
        paper = self.get(key)
        if paper.state == "draft":
            raise RuleViolation("paper.not_frozen", paper=key)
        times = paper.reprints + 1
        with self._store.operation("reprint-paper", {**self._facts(paper), "n": str(times)}) as tx:
            tx.update("paper", key, reprints=times)
        return times

    def remove_draft(self, key: str) -> None:
        """Throw a draft away. Refusals: `paper.unknown`, `paper.not_draft`."""
        paper = self._draft(key)
        with self._store.operation("remove-paper-draft", self._facts(paper)) as tx:
            if self.scans.of(key) is not None:
                self.scans.remove(key)
            tx.delete("paper", key)

    def _draft(self, key: str) -> Paper:
        paper = self.get(key)
        if paper.state != "draft":
            raise RuleViolation("paper.not_draft", paper=key, state=paper.state)
        return paper

    @staticmethod
    def _facts(paper: Paper) -> dict[str, str]:
        return {"paper": paper.kind, "subject": paper.subject or ""}


def _checked(said: Mapping[str, str | None]) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for name, value in said.items():
        if name == "family":
            if value is not None and value not in _FAMILIES:
                raise BadInput("paper.family_unknown", value=value)
            row[name] = value
        elif name == "date":
            row[name] = fields.date_or_none(value, "date")
        elif name == "number":
            row[name] = fields.line(value, 40)
        elif name == "subject":
            row[name] = fields.note(value)
        elif name in _LINES:
            row[name] = fields.line(value, 200)
        else:
            raise TypeError(f"a paper has no {name}")
    return row


def _paper(row: dict[str, Any]) -> Paper:
    texts = {name: Text(one["text"], one.get("digest")) for name, one in (row.get("texts") or {}).items()}
    plain = {name: row[name] for name in Paper.__slots__ if name not in ("texts", "choices", "reprints")}
    return Paper(**plain, texts=texts, choices=row.get("choices") or {}, reprints=row.get("reprints") or 0)
