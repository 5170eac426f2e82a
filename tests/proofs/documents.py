"""Documents altered anywhere, brought into a new book: refused in words before anything is written, or the book works.

The practice bloc as a document is altered in one place by chance: a value replaced by something hostile or by another
value of the document, a key or a row taken out, put in or doubled, a row moved to another table, bytes of the text
turned, cut or doubled. When it is taken, the check must find the book sound, every page must read, and it must go out
as a document again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from models.book.book import Book, create_book
from models.exchange import interchange
from models.keeping.verify import verify
from models.rules.errors import Refusal
from tests.book.conftest import Clock, keys
from tests.journeys.read_models import READ_MODELS
from tests.proofs import in_turn
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import DAY

LONG, SHORT = 2_200, 22
SOURCE: Final = Path(__file__).resolve().parents[2] / "resources" / "practice" / "khoi-mau.json"
HOSTILE: Final[tuple[Any, ...]] = (
    None, "", "x", " ", 0, -1, 1, 10**400, 1.5, True, [], {}, [[]], [None], {"": ""}, {"x": {"x": {"x": 1}}}, "NaN",
    "1e999", "9" * 5_000, "-0.0001", "2025-02-30", "0000-00-00", "9999-12-31", "../../x", "\x00", "\u202e", "\ufeff",
    "a\u0300" * 2_000, "=1+1", "<b>", "'; DROP TABLE op; --",
)  # fmt: skip
Json = dict[str, Any]


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """The ways of altering in turn."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        yield from in_turn.rows(
            "document altered", tuple(WAYS), seed, in_turn.tried(tuple(WAYS), seed, cases, _one(Path(folder)), done)
        )


def _one(folder: Path) -> Callable[[str, Random], in_turn.Tried]:
    source = SOURCE.read_text(encoding="utf-8")

    def one(way: str, chance: Random) -> in_turn.Tried:
        place, path = folder / "vao.json", folder / "so.sokhoi"
        place.write_bytes(WAYS[way](source, chance))
        path.unlink(missing_ok=True)
        with create_book(path, "Khối", clock=Clock(DAY), key_source=keys()) as book:
            before = book.store.canonical()
            try:
                interchange.import_into(book, interchange.read(place), interchange.beside(place))
            except Refusal as refusal:
                return refusal.code, [] if book.store.canonical() == before else [f"refused, but written: {refusal}"]
            return "taken", list(wrong(book, folder / "ra.json"))

    return one


def wrong(book: Book, place: Path) -> Iterator[str]:
    """What does not work in a book."""
    if not (report := verify(book.store)).ok:
        yield f"not sound: {report}"
    for year in [one.year for one in book.years.all()]:
        for page, read in READ_MODELS.items():
            try:
                read(book, year)
            except Exception as error:
                yield f"page {page} of {year}: {type(error).__name__}: {str(error)[:200]}"
    try:
        interchange.write(book, place)
        interchange.read(place)
    except Refusal as refusal:
        yield f"goes out and does not come in: {refusal}"


# --- ways of altering -------------------------------------------------------------------------------------------------


def _spot(value: Any, chance: Random) -> tuple[Any, Any]:
    """A container of the document and the key of something in it."""
    table = chance.choice([name for name, rows in value.items() if isinstance(rows, list) and rows])
    holder, key = value[table], chance.randrange(len(value[table]))
    while isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.9:
        holder = holder[key]
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    return holder, key


def _written(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def hostile_value(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    holder, key = _spot(document, chance)
    holder[key] = chance.choice(HOSTILE)
    return _written(document)


def value_of_elsewhere(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    (holder, key), (other, there) = _spot(document, chance), _spot(document, chance)
    holder[key] = other[there]
    return _written(document)


def taken_out(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    holder, key = _spot(document, chance)
    del holder[key]
    return _written(document)


def put_in(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    holder, _ = _spot(document, chance)
    if isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), chance.choice(HOSTILE))
    else:
        holder[chance.choice(("key", "x", "", "year", "__class__", "điểm"))] = chance.choice(HOSTILE)
    return _written(document)


def row_doubled(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    rows = document[chance.choice([name for name, rows in document.items() if isinstance(rows, list) and rows])]
    row = dict(chance.choice(rows))
    if chance.random() < 0.7:
        row["key"] = "doubled"
    rows.append(row)
    return _written(document)


def row_moved(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    one, other = (
        chance.choice([name for name, rows in document.items() if isinstance(rows, list) and rows]) for _ in "ab"
    )
    document[other].append(document[one].pop(chance.randrange(len(document[one]))))
    return _written(document)


def bytes_turned(text: str, chance: Random) -> bytes:
    content = bytearray(text.encode())
    for _ in range(chance.choice((1, 1, 5))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def a_digit_turned(text: str, chance: Random) -> bytes:
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = chance.choice(places)
    return (text[:at] + chance.choice("0123456789") + text[at + 1 :]).encode()


def cut(text: str, chance: Random) -> bytes:
    return text.encode()[: chance.randrange(len(text))]


def a_piece_doubled(text: str, chance: Random) -> bytes:
    begin = chance.randrange(len(text))
    end = begin + chance.choice((1, 10, 100, 5_000))
    return (text[:end] + text[begin:]).encode()


def two_rows_crossed(text: str, chance: Random) -> bytes:
    document = json.loads(text)
    rows = document[
        chance.choice([name for name, rows in document.items() if isinstance(rows, list) and len(rows) > 1])
    ]
    one, other = chance.sample(rows, 2)
    name = chance.choice(list(one))
    one[name], other[name] = other.get(name), one[name]
    return _written(document)


WAYS: Final[dict[str, Callable[[str, Random], bytes]]] = {
    "hostile value": hostile_value,
    "value of elsewhere": value_of_elsewhere,
    "taken out": taken_out,
    "put in": put_in,
    "row doubled": row_doubled,
    "row moved": row_moved,
    "bytes turned": bytes_turned,
    "digit turned": a_digit_turned,
    "cut": cut,
    "piece doubled": a_piece_doubled,
    "two rows crossed": two_rows_crossed,
}
