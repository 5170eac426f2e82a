"""What a real seal holds: every member of its content is named by the pages, its bytes and code follow from them."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

import pytest

from models.book.book import create_book
from models.exchange import interchange
from models.file.declared.tables import TABLES
from models.keeping.seal import close_year
from tests.format.example_book import EXAMPLES, load

FILE, RANKING = ((EXAMPLES.parent / f"format-{name}.md").read_text(encoding="utf-8") for name in ("file", "ranking"))
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The row of the seal of a small year with votes, classes and a quota, as the file has it."""
    votes, classes = (
        next(case["document"] for case in load(file) if case["name"].startswith(name))
        for file, name in (("votes.json", "an election"), ("ranking.json", "a quota by percent"))
    )
    document = {**classes, "meeting": votes["meeting"], "ballot": votes["ballot"]}
    with create_book(tmp_path_factory.mktemp("seal") / "a.sokhoi", "Khối") as book:
        interchange.import_into(book, document)
        code = close_year(book, 2026).code
        cursor = book.store.connection.execute("SELECT * FROM seal")
        return {"code": code, **dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))}


def test_fingerprint_and_code_follow_from_the_page(seal: dict[str, Any]) -> None:
    content = zlib.decompress(seal["content"])
    text = json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text.encode() == content
    made = hashlib.sha256(f"{seal['previous'] or ''}\n{seal['journal_head']}\n".encode() + content).hexdigest()
    assert made == seal["fingerprint"]
    bits = bin(int(made, 16))[2:].zfill(256)[:120]
    signs = "".join(SIGNS[int(bits[n : n + 5], 2)] for n in range(0, 120, 5))
    assert " ".join(signs[n : n + 4] for n in range(0, 24, 4)) == seal["code"]


def test_members_of_the_content_are_named(seal: dict[str, Any]) -> None:
    content = json.loads(zlib.decompress(seal["content"]))
    section = RANKING[RANKING.index("## 11.") : RANKING.index("## 12.")]
    assert {name for name in content if f"`{name}`" not in FILE} == set()
    assert set(content["rows"]) | set(content["shared"]) <= set(TABLES)
    results = content["results"]
    said = {*results, *results["standing"], *_members(results["standing"]["places"])}
    said |= _members(results["standing"]["quotas"]) | _members(results["ballots"].values())
    said |= _members(one for ballot in results["ballots"].values() for one in ballot["outcomes"])
    said |= _members(one for each in results["sheets"].values() for one in each.values())
    said |= _members(place["class"] for place in results["standing"]["places"])
    assert {name for name in said if f"`{name}`" not in section} == set()


def _members(found: Any) -> set[str]:
    return {name for one in found for name in one}
