"""The practice bloc that is shipped is exactly the year lived through the verbs, and it comes back equal."""

from __future__ import annotations

from pathlib import Path

from models.book.book import create_book
from models.exchange import interchange
from models.exchange.results import standing_document
from models.keeping.verify import verify
from tests import practice_year
from tests.book.practice import EXPECTED, unit_key


def test_the_shipped_document_is_the_lived_year() -> None:
    assert practice_year.PLACE.read_text(encoding="utf-8") == practice_year.text()


def test_the_shipped_document_ranks_as_expected_and_comes_back_equal(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "A") as first, create_book(tmp_path / "b.sokhoi", "B") as second:
        interchange.import_into(first, interchange.read(practice_year.PLACE))
        found = standing_document(first, practice_year.YEAR, explained=False)
        assert [(each["unit"], each["rank"]) for each in found["places"]] == [
            (unit_key(each["unit"]), each["rank"]) for each in EXPECTED["rank"]
        ]
        assert {each["unit"]: each["class"]["final"] for each in found["places"]} == {
            unit_key(each["unit"]): each["final"] for each in EXPECTED["classes"]
        }
        interchange.write(first, tmp_path / "out.json")
        interchange.import_into(second, interchange.read(tmp_path / "out.json"))
        assert first.store.canonical() == second.store.canonical()
        assert verify(second.store).ok
