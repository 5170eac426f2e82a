"""Splits the known wordings of scoring rules into a half to build with and a half kept out, by the hash of the words.

Run once: ``python tests/rules/form/wordings/split.py WORDINGS.md FORMS_DIR``. A sentence belongs to the build half when
the SHA-256 of its NFC text is even, so nobody chooses; the kept half is read by the one measurement only.
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
ROW_CELLS = 5
FOREIGN_CELLS = 3


def even(sentence: str) -> bool:
    """Whether ``sentence`` belongs to the half the grammar is built with."""
    return hashlib.sha256(unicodedata.normalize("NFC", sentence).encode()).digest()[-1] % 2 == 0


def wordings(path: Path) -> list[dict[str, object]]:
    """The rows of the table of wordings: sentence, reading and question as written there."""
    found: list[dict[str, object]] = []
    lines = path.read_text(encoding="utf-8").split("\n## B.")[1].split("\n## D.")[0].splitlines()
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == ROW_CELLS + 1 and cells[1].isdigit():
            found.append({"no": int(cells[1]), "sentence": cells[2], "reads": cells[3], "asks": cells[4]})
        elif len(cells) == FOREIGN_CELLS + 1 and cells[1] not in ("Câu", "") and not cells[1].startswith("---"):
            found.append({"no": 0, "sentence": cells[1], "reads": "none", "asks": cells[2]})
    return found


def form_sentences(folder: Path) -> list[dict[str, object]]:
    """The sentences of the forms with the item they stand on (code path, maximum, nature, caps) and their reading."""
    found: list[dict[str, object]] = []
    for path in sorted(folder.glob("[0-9]*.json")):
        form = json.loads(path.read_text(encoding="utf-8"))
        nodes: dict[str, dict[str, object]] = {}
        walk(form["groups"], "", {}, nodes)
        for rule in form.get("rules", []):
            node = nodes.get(rule["item"], {})
            kept = {key: rule[key] for key in ("item", "sentence", "reading")}
            found.append({"form": path.stem, **kept, "on": node})
    return found


def walk(children: list[dict[str, object]], above: str, passed: dict[str, object], nodes: dict[str, object]) -> None:
    """Notes every node of a tree under its path, with what it takes from above (nature) and its own numbers."""
    for node in children:
        name = str(node["code"]) if node.get("code") else f"«{node['title']}»"
        place = f"{above} > {name}" if above else name
        own = {key: node[key] for key in ("max", "nature", "bonus", "penalty") if key in node}
        nature = {"nature": node["nature"]} if "nature" in node else passed
        nodes[place] = {**nature, **own}
        walk(node.get("children", []), place, nature, nodes)


def main() -> None:
    """Writes ``build.json`` and ``kept.json`` beside this file."""
    rows = wordings(Path(sys.argv[1])) + form_sentences(Path(sys.argv[2]))
    for name, wanted in (("build", True), ("kept", False)):
        half = [row for row in rows if even(str(row["sentence"])) is wanted]
        text = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in half) + "\n]\n"
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")
        print(name, len(half), len({str(row["sentence"]) for row in half}))


if __name__ == "__main__":
    main()
