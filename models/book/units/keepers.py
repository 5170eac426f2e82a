"""Who sits at the keyboard: named people, an optional password, the one who is signed in now.

Later acts must know that two people are two; without a password that is a declaration, and papers say so. A password is
kept
only as scrypt with its own salt, outside the content: it is not exported, not journalled and not undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.text import name_key

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

ANONYMOUS: Final = ""
"""The person of acts done before anybody gave a name."""

ANONYMOUS_LABEL: Final = "chưa ghi tên"
_COST: Final = (2**14, 8, 1)
_MEMORY: Final = 64 * 2**20
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True)
class Keeper:
    """A person who works in this book; `unit` is the key of the agency they belong to."""

    key: str
    name: str
    unit: str | None = None
    ended_on: str | None = None
    has_password: bool = False


NOBODY: Final = Keeper(ANONYMOUS, ANONYMOUS_LABEL)


class People(Area):
    """The people of the keyboard; signing in changes nothing in the book, only whose acts follow."""

    _book: UnitsBook

    def all(self) -> tuple[Keeper, ...]:
        """Everyone ever named, by given name; those who have ended stay because the journal names them."""
        keepers = (self._keeper(row) for row in self._store.rows("keeper"))
        return tuple(sorted(keepers, key=lambda keeper: (name_key(keeper.name), keeper.key)))

    def person(self, key: str) -> Keeper:
        """The person of a key; NOBODY for the anonymous keyboard. RuleViolation `person.unknown`."""
        if key == ANONYMOUS:
            return NOBODY
        row = self._store.row("keeper", key)
        if row is None:
            raise RuleViolation("person.unknown", person=key)
        return self._keeper(row)

    @property
    def current(self) -> Keeper:
        """Who is signed in; NOBODY until someone signs in."""
        return self.person(self._store.person)

    def add(self, name: str, unit: str | None = None, key: str | None = None) -> str:
        """Name a person of the keyboard. Refusals: those of a name, `key.bad`, `key.taken`, `unit.unknown`."""
        chosen = fields.key(key) if key else self._book.new_key()
        if self._store.row("keeper", chosen) is not None:
            raise RuleViolation("key.taken", key=chosen)
        if unit is not None:
            self._book.members.unit(unit)
        row = {"key": chosen, "name": fields.name(name, 120), "unit": unit}
        with self._store.operation("add-person", {"name": row["name"]}) as tx:
            tx.insert("keeper", row)
        return chosen

    def end(self, key: str, on: str) -> None:
        """The person works here no longer from this day on; their name stays beside what they did."""
        keeper = self.person(key)
        with self._store.operation("end-person", {"name": keeper.name, "on": on}) as tx:
            tx.update("keeper", key, ended_on=fields.date(on, "ended_on"))
        if self._store.person == key and on <= self._book.today():
            self._store.person = ANONYMOUS

    def sign_in(self, key: str, password: str | None = None) -> Keeper:
        """Make a person the author of the acts that follow.

        Refusals: `person.unknown`, `person.ended`, `person.password_needed`, `person.wrong_password` (facts: `name`).
        """
        keeper = self.person(key)
        if keeper.ended_on is not None and keeper.ended_on <= self._book.today():
            raise RuleViolation("person.ended", name=keeper.name, on=keeper.ended_on)
        if keeper.has_password:
            if password is None:
                raise RuleViolation("person.password_needed", name=keeper.name)
            if not self._matches(key, password):
                raise RuleViolation("person.wrong_password", name=keeper.name)
        self._store.person = key
        return keeper

    def sit_down_again(self, key: str) -> None:
        """Give the keyboard back to whoever had it before, when the act somebody else signed in for was refused."""
        self._store.person = key

    def set_password(self, key: str, password: str | None, old: str | None = None) -> None:
        """Give, change or (None) take away a password; a password that stands is needed again unless its owner is
        signed in.

        Refusals: `person.unknown`, `person.wrong_password`, BadInput `person.password_short` (facts: `shortest`).
        """
        keeper = self.person(key)
        if key == ANONYMOUS:
            raise RuleViolation("person.unknown", person=key)
        if keeper.has_password and self._store.person != key and not (old is not None and self._matches(key, old)):
            raise RuleViolation("person.wrong_password", name=keeper.name)
        if password is not None and len(password) < _SHORTEST:
            raise BadInput("person.password_short", shortest=_SHORTEST)
        with self._store.operation("set-password", {"name": keeper.name, "given": password is not None}) as tx:
            tx.secret(key, None if password is None else _hashed(password))

    def _matches(self, key: str, password: str) -> bool:
        kept = self._store.secret(key)
        if kept is None:
            return True
        from hmac import compare_digest  # loads OpenSSL: only where a password is asked

        found = _scrypt(password, bytes.fromhex(kept["salt"]), kept["n"], kept["r"], kept["p"])
        return compare_digest(found.hex(), kept["hash"])

    def _keeper(self, row: dict[str, Any]) -> Keeper:
        has_password = self._store.secret(row["key"]) is not None
        return Keeper(row["key"], row["name"], row.get("unit"), row.get("ended_on"), has_password)


def _hashed(password: str) -> dict[str, Any]:
    from secrets import token_bytes  # loads OpenSSL

    salt = token_bytes(16)
    n, r, p = _COST
    return {"salt": salt.hex(), "hash": _scrypt(password, salt, n, r, p).hex(), "n": n, "r": r, "p": p}


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    from hashlib import scrypt  # loads OpenSSL

    return scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
