"""The worked example of docs/format.md: a year written by hand is imported, ranked, explained, and comes back equal."""

from __future__ import annotations

from pathlib import Path

from models.book.book import create_book
from models.exchange import interchange, results

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example" / "mot-nam.json"


def test_a_year_written_by_hand_is_ranked_and_explained(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "Cụm") as book:
        interchange.import_into(book, interchange.read(EXAMPLE))
        found = results.standing_document(book, 2026)
        assert [(place["unit"], place["rank"], place["points"]) for place in found["places"]] == [
            ("xa-an-hoa", 1, "92"),
            ("phuong-dong", 1, "92"),
        ]
        assert found["provisional"]
        assert found["places"][0]["tied_with"] == ["phuong-dong"]
        assert [place["class"]["final"] for place in found["places"]] == ["XS", "XS"]
        sheet = next(each for each in found["sheets"] if each["unit"] == "phuong-dong")
        assert sheet["items"]["1"]["value"] == "52" and sheet["items"]["2"]["value"] == "40"
        assert _leaves(sheet["items"]["1"]["steps"]) >= {"26", "30"}
        assert results.standing_lines(book, 2026)[0].startswith("Xếp hạng năm 2026 (tạm xếp)")


def test_the_recorded_decision_settles_the_tie(tmp_path: Path) -> None:
    document = interchange.read(EXAMPLE)
    with create_book(tmp_path / "a.sokhoi", "Cụm") as book:
        interchange.import_into(book, document)
        question = next(each for each in book.standing.ranking(2026).questions)
        chosen = sorted(option.key for option in question.options)
        assert chosen == ["phuong-dong", "xa-an-hoa"]
        document["decision"] = [
            {
                "key": "hoa-2026",
                "year": 2026,
                "question": question.key,
                "subject": question.subject,
                "choice": chosen,
                "reason": "Hội nghị tổng kết biểu quyết giơ tay",
                "date": "2026-12-20",
            }
        ]
        interchange.import_into(book, document)
        found = results.standing_document(book, 2026)
        assert [(place["unit"], place["rank"]) for place in found["places"]] == [("phuong-dong", 1), ("xa-an-hoa", 2)]
        assert not found["provisional"]
        interchange.write(book, tmp_path / "out.json")
        with create_book(tmp_path / "b.sokhoi", "Cụm") as second:
            interchange.import_into(second, interchange.read(tmp_path / "out.json"))
            assert second.store.canonical() == book.store.canonical()
            assert results.standing_document(second, 2026) == found


def _leaves(step: dict[str, object]) -> set[str]:
    inner = step.get("children", [])
    assert isinstance(inner, list)
    return {str(step["value"])} if not inner else set().union(*(_leaves(each) for each in inner))
