"""What a workbook of ours says of itself: whose it is, for which year, stage and form; in three places, so that one
lost or copied is noticed.

The places: a hidden page, a defined name, a property of the file. Each holds the same line of text, closed by a check
sum. Where the places name different things the workbook was put together from several, and nothing is taken from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any, Final, Literal
from urllib.parse import quote, unquote

from models.exchange.cells.model import Page, Workbook
from models.exchange.workbook_out import Outgoing, put
from models.rules.form.scoring import Form, Item
from models.rules.number.points import to_text
from models.rules.number.text import fold

Kind = Literal["member", "scores", "scorer"]
MARK: Final = "so-khoi-phieu/1"
PAGE: Final = "so_khoi"
DEFINED: Final = "SoKhoi_Phieu"
PROPERTY: Final = "SoKhoi"
LONGEST: Final = 255
"""Letters a text in a formula, and a property, may have: Excel repairs a file with more by taking the name out. The
hidden page takes any."""
_KINDS: Final = ("member", "scores", "scorer")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which sheet of which book. `form` is the key of the form's version, `shape` the digest of its lines; `unit` is ""
    for all units, `office` "" but for a scoring office's sheet.
    """

    kind: Kind
    book: str
    year: int
    stage: str
    period: str
    unit: str
    form: str
    version: int
    shape: str
    office: str = ""

    @property
    def text(self) -> str:
        """The line that stands in the workbook."""
        said = "|".join((MARK, *(quote(str(part), safe="") for part in astuple(self))))
        return f"{said}|{_sum(said)}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a workbook says of itself: nothing (`identity` None, not `broken`), one thing, or things that cannot be
    true together (`mixed`); `broken`: it bears our mark, but what follows it was changed.
    """

    identity: Identity | None = None
    mixed: tuple[Identity, ...] = ()
    broken: bool = False


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def digest(*parts: str) -> str:
    """A short digest of what people see of a line, by which it is known again wherever it stands."""
    return hashlib.sha256("\n".join(" ".join(fold(part).split()) for part in parts).encode()).hexdigest()[:10]


def shape_of(form: Form) -> str:
    """The digest of what can be scored by a form: another one means that the form has changed."""
    said = [
        (node.key, node.code, node.title, "" if node.max is None else to_text(node.max), isinstance(node, Item))
        for node in form.nodes
    ]
    asked = [(item.key, spec.id, spec.type, spec.label) for item in form.items() for spec in item.inputs]
    return hashlib.sha256(repr((said, asked)).encode()).hexdigest()[:10]


def write(out: Outgoing, identity: Identity, words: Iterable[str]) -> None:
    """Put the identity into a workbook; `words` say on the hidden page what it is, for whoever finds it."""
    page = out.page(PAGE)
    put(page, 0, 0, identity.text)
    for line, said in enumerate(words, start=2):
        put(page, line, 0, said)
    page.protect()
    page.very_hidden()
    if len(identity.text) <= LONGEST:
        out.book.define_name(DEFINED, f'="{identity.text}"')
        out.book.set_custom_property(PROPERTY, identity.text)


def read(book: Workbook) -> Found:
    """What a workbook says of itself, wherever it still says it."""
    texts = [book.properties.get(PROPERTY, ""), book.defined.get(DEFINED, "").strip().removeprefix("=").strip('"')]
    texts += [cell.raw for page in book.pages for cell in page.cells[:40] if cell.raw.startswith(MARK)]
    ours = [text.strip() for text in texts if text.strip().startswith(MARK)]
    known = list(dict.fromkeys(one for text in ours if (one := _read(text)) is not None))
    if len(known) > 1:
        return Found(None, tuple(known))
    return Found(known[0] if known else None, broken=bool(ours) and not known)


def page_of(book: Workbook) -> Page | None:
    """The hidden page that says what the workbook is."""
    return next((page for page in book.pages if any(cell.raw.startswith(MARK) for cell in page.cells[:40])), None)


def _read(text: str) -> Identity | None:
    said, _, check = text.rpartition("|")
    parts: list[Any] = [unquote(part) for part in said.split("|")[1:]]
    if check != _sum(said) or len(parts) != len(fields(Identity)) or parts[0] not in _KINDS:
        return None
    try:
        parts[2], parts[7] = int(parts[2]), int(parts[7])
    except ValueError:
        return None
    return Identity(*parts)
