"""The verb `read`: what a file would be taken for, cell by cell, without writing anything."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

    from models.book.book import Book
    from models.exchange.cells import Workbook
    from models.exchange.form_table import FormReading, TreeNode
    from models.exchange.forms.many import Arrival, Expected

DONE, USAGE = 0, 2
AS = ("form", "scores", "member")
FORMAT = "so-khoi-read/1"


def declare(verbs: Any) -> None:
    """Add the verb to the parser's."""
    read = verbs.add_parser("read", help=(read_file.__doc__ or "").strip())
    read.set_defaults(act=read_file)
    read.add_argument("file", metavar="TỆP")
    read.add_argument("--as", dest="kind", choices=AS, default="form", help="đọc là bảng tiêu chí, bảng điểm hay phiếu")
    read.add_argument("--book", metavar="SỔ", help="sổ có đơn vị và mục: cần cho bảng điểm, phiếu thì so với sổ")
    read.add_argument("--year", type=int)
    read.add_argument("--stage", help="bước của phiếu, của bảng điểm")
    read.add_argument("--of", metavar="ĐƠN-VỊ", help="phiếu là của đơn vị này (không nói thì theo tên ghi trong phiếu)")
    read.add_argument("--column", metavar="CỘT", help="cột điểm của phiếu, ví dụ E (không ghi thì theo tiêu đề)")
    read.add_argument("--page", help="tên trang (bảng điểm)")
    read.add_argument("--json", action="store_true")


def read_file(args: Namespace) -> int:
    """Xem một tệp sẽ được đọc thế nào, chưa ghi gì vào sổ."""
    from models.exchange import cells

    book = cells.read_file(Path(args.file))
    if args.kind == "scores":
        return _scores(args, book)
    if args.kind == "member" and args.book is not None:
        return _member(args, book)
    from models.exchange.form_table import read

    reading = read(book, filled=args.kind == "member")
    if args.json:
        return _print(_document(args.kind, book, reading))
    _tell(reading)
    return DONE


def _print(said: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    return DONE


def _document(kind: str, book: Workbook, reading: FormReading) -> dict[str, Any]:
    from models.exchange.form_table.document import document, scores_document
    from models.exchange.form_table.into_form import form_of

    found: dict[str, Any] = {"format": FORMAT, "as": kind, "file": book.name, **document(reading)}
    if kind == "member":
        found |= scores_document(reading)
    else:
        found["proposals"] = _proposals(form_of(reading).items())
    return found | _account(reading.account)


def _account(account: Any) -> dict[str, Any]:
    from models.exchange.form_table.document import account_document
    from ui.words.cells_words import REASONS
    from ui.words.messages import sentence

    refused = [
        {"sheet": ours.page.name, "cell": each.cell.address, "text": each.cell.text, "why": sentence(each.refusal)}
        for ours in account.pages.values()
        for each in ours.refused
    ]
    said = {reason: f"{count} ô {REASONS[reason]}" for reason, count in account.left_out().items()}
    return {"account": account_document(account), "refused": refused, "ignored": said}


def _proposals(items: Any) -> list[dict[str, Any]]:
    """What each item's sentences were read as, made back from the rule; nothing of it is taken."""
    from models.rules.form.wordings.proposal import Proposal, propose
    from ui.words import read_back

    found = []
    for item in items:
        got = propose(item)
        if got is None:
            continue
        said: dict[str, Any] = {"item": item.key, "code": item.code, "title": item.title, "sentence": item.rule_text}
        if isinstance(got, Proposal):
            words = read_back.item_words(got.item) if not got.open else ""
            if got.open:
                said["assumed"] = read_back.item_words(got.item)
            said |= {"read": words, "open": list(got.open), "doubts": list(got.doubts), "left": list(got.left)}
        else:
            said |= {"read": None, "left": [got.left]}
        found.append(said)
    return found


def _tell(reading: FormReading) -> None:
    from models.exchange.form_table.document import counted_for
    from models.rules.number.points import to_text
    from ui.words import form_table_words as words
    from ui.words.messages import sentence

    lines = [words.summary(reading)]
    for node in reading.tree:
        _tell_node(node, 0, lines)
    by_place = {node.place: node for node in reading.nodes()}
    for score in reading.scores:
        counts = counted_for(reading, by_place[score.place], score)
        worth = f" (tính {to_text(counts).replace('.', ',')} điểm)" if counts is not None else ""
        lines.append(f"{score.cell.address}: {score.cell.text}{worth}")
    for ours in reading.account.pages.values():
        lines += [f"Ô {each.cell.address}: {sentence(each.refusal)}" for each in ours.refused]
    lines += [f"? {words.asked_words(asked)}" for asked in reading.questions]
    sys.stdout.write("\n".join(lines) + "\n")


def _tell_node(node: TreeNode, depth: int, lines: list[str]) -> None:
    from ui.words import form_table_words as words

    why = words.why_words(node.whys)
    points = words.node_points(node)
    name = " ".join(filter(None, (node.code, node.title)))
    lines.append(f"{'  ' * depth}{name}: {points or '–'}  [{why}]")
    for child in node.children:
        _tell_node(child, depth + 1, lines)


def _member(args: Namespace, workbook: Workbook) -> int:
    """A unit's sheet against a book: what each of its cells would change, whose it is, what is left."""
    from models.exchange.forms.many import Expected
    from models.keeping.verify import open_sound
    from ui.window.command_line import year_of
    from ui.words.cells_words import STATUS, counts
    from ui.words.messages import sentence
    from ui.words.names import Names

    with open_sound(Path(args.book)) as book:
        wanted = Expected(year_of(book, args.year), args.stage)
        names = Names(book, wanted.year)
        found, asks = _sheet(book, workbook, wanted, args)
        told = found.carried.told if found.carried else []
        said: dict[str, Any] = {"format": FORMAT, "as": "member", "file": workbook.name, "status": found.status}
        said |= {"unit": found.unit, "named": names.unit(found.unit) if found.unit else "", "asks": asks}
        said["scores"] = [
            {"sheet": one.page, "cell": one.address, "line": one.what, "before": one.before, "text": one.text}
            for one in told
            if one.refusal is None
        ]
        why = [sentence(found.refusal, names, by_verb=True)] if found.refusal is not None else []
        if found.carried is not None:
            said |= {"same": found.carried.same, "absent": [line.key for line in found.carried.absent]}
            said |= _account(found.carried.account)
        if args.json:
            return _print(said | {"why": why})
        lines = [": ".join(filter(None, (said["named"], STATUS[found.status], counts(found)))), *why]
        for one in asks:
            if one["code"] == "which-unit":
                units = ", ".join(f"{unit} ({names.unit(unit)})" for unit in one["options"])
                lines = ["Phiếu không ghi rõ là của đơn vị nào. Chọn bằng --of: " + units]
            else:
                lines = [*why, "Chọn bằng --column: " + ", ".join(one["options"])]
        lines += [f"{one.page}!{one.address} ({one.what}): {one.text}" for one in told if one.refusal is None]
        lines += [f"Ô {one.address} ({one.what}): {sentence(one.refusal, names)}" for one in told if one.refusal]
        sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _sheet(book: Book, workbook: Workbook, wanted: Expected, args: Namespace) -> tuple[Arrival, list[dict[str, Any]]]:
    """A workbook as a unit's sheet, and what has to be said before it can be read as one."""
    from models.exchange.forms import many, unit_sheet
    from models.rules.errors import BadInput, RuleViolation
    from ui.window.verbs.excel import column_of

    found = many.look_at(book, workbook.name, workbook, wanted)
    if found.status != "not-ours":
        if args.of and found.unit and found.unit != args.of:
            refusal = RuleViolation("forms.not_of", file=workbook.name, unit=found.unit, wanted_unit=args.of)
            found = many.Arrival(workbook.name, "other-unit", found.unit, found.identity, refusal=refusal)
        return found, []
    unit, units = (args.of, ()) if args.of else many.whose(book, workbook, wanted)
    found.refusal = None
    if not unit:
        before = unit_sheet.look(book, workbook, many.form_for(book, wanted, units[0])).unit_before
        return found, [{"code": "which-unit", "options": list(units)} | ({"before": before} if before in units else {})]
    columns = {"base": column_of(args.column)} if args.column else None
    try:
        return many.as_unit_sheet(book, workbook.name, workbook, wanted, unit, columns), []
    except BadInput as refusal:
        if refusal.code != "forms.choose_column":
            raise
        found.unit, found.refusal = unit, refusal
        sheet = unit_sheet.look(book, workbook, many.form_for(book, wanted, unit))
        return found, [{"code": "which-column", "options": [one.letters for one in sheet.columns]}]


def _scores(args: Namespace, book: Workbook) -> int:
    """The table of scores against a book: what the window's preview shows."""
    if args.book is None:
        sys.stderr.write("Đọc bảng điểm cần --book SỔ để biết đơn vị và mục.\n")
        return USAGE
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from models.book.book import open_book

    started = QApplication.instance() or QApplication([])
    with open_book(Path(args.book), read_only=True) as opened:
        said = _against(opened, args, book)
    del started
    if args.json:
        return _print(said)
    for score in said["scores"]:
        why = f" – {score['why']}" if "why" in score else ""
        sys.stdout.write(f"{score['cell']}: {score['unit']}, {score['item']}: {score['text']}{why}\n")
    sys.stdout.writelines(f"Ô {each['cell']}: {each['why']}\n" for each in said["refused"])
    return DONE


def _against(opened: Book, args: Namespace, book: Workbook) -> dict[str, Any]:
    from models.exchange import score_sheet
    from models.exchange.forms import many
    from models.rules.errors import RuleViolation
    from ui.base.session import Session
    from ui.scoring.excel.score_lines import known_to, understand
    from ui.scoring.grid.model import ScoreModel, View
    from ui.scoring.sheet_chooser import SheetChooser

    session = Session(opened)
    session.year = args.year or session.year
    chooser, model = SheetChooser(session), ScoreModel(session)
    chooser.fill()
    if args.stage:
        chooser.choose("", args.stage)
        if chooser.stage != args.stage:
            raise RuleViolation("score.unknown_stage", year=session.year, stage=args.stage)
    many.check_scores(opened, book, many.Expected(session.year, chooser.stage, chooser.period))
    holds = next((one.holds for one in opened.years.stages(session.year) if one.key == chooser.stage), "items")
    view = View(session.year, chooser.stage, chooser.period, chooser.form, holds)
    model.load(view, chooser.units, opened.forms.form(chooser.form))
    read = score_sheet.read(book, book.page(args.page), known_to(session, model))
    before = opened.scores.answered(read.shape)
    if before:  # as the window proposes what was chosen for a table of this shape
        read = score_sheet.read(book, read.page, known_to(session, model), before)
    found = _run(understand(session, model, read))
    scores = [
        {"cell": one.address, "unit": one.unit, "item": one.head, "before": one.before, "text": one.text}
        | ({"why": one.why} if one.why else {})
        for one in found.lines
        if one.edit
    ]
    asks = [
        {"code": one.kind, "cell": one.address, "text": one.text, "options": list(one.options)}
        | ({"as_before": one.chosen} if before.get(one.key) == one.chosen else {})
        for one in read.choices
    ]
    head = {"format": FORMAT, "as": "scores", "file": book.name, "sheets": [read.page.name]}
    return {**head, "scores": scores, "same": found.same, "asks": asks, **_account(read.account)}


def _run(steps: Generator[object, None, Any]) -> Any:
    """What a reading in steps ends with."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
