"""The verbs of the command line that write and read workbooks: `table`, `forms out`, `forms in`.

They hold no rule: they call what the window calls, and print what it shows.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules.errors import BadInput, Refusal, RuleViolation

if TYPE_CHECKING:
    from models.book.book import Book
    from models.exchange.cells.model import Workbook
    from models.exchange.forms.many import Arrival, Batch

DONE, REFUSED = 0, 1
SCORES = "diem"
"""The name of the scoring workbook among the tables."""
CHOICES = ("unit", "stage", "period", "date", "meeting", "ballot")


def declare(verbs: Any) -> None:
    """Add the verbs to the parser's."""
    table_verb = verbs.add_parser("table", help=(table.__doc__ or "").strip())
    table_verb.set_defaults(act=table)
    table_verb.add_argument("book", metavar="SỔ")
    table_verb.add_argument("paper", metavar="BẢNG", help=f"“{SCORES}”: bảng điểm có công thức; hoặc tên văn bản")
    table_verb.add_argument("-o", "--output", metavar="TỆP.xlsx")
    table_verb.add_argument("--into", metavar="BIỂU.xlsx", help="điền vào biểu có sẵn của cấp trên, không đổi chỗ khác")
    table_verb.add_argument("--map", action="append", default=[], metavar="CỘT=SỐ-LIỆU", help="ví dụ E=rank")
    table_verb.add_argument("--page", help="trang của biểu")
    table_verb.add_argument("--year", type=int)
    for name in CHOICES:
        table_verb.add_argument(f"--{name}")
    group = verbs.add_parser("forms", help="Phát phiếu Excel cho các đơn vị; nhận phiếu đã ghi.")
    acts = group.add_subparsers(dest="what", required=True, metavar="VIỆC")
    out = acts.add_parser("out", help=(forms_out.__doc__ or "").strip())
    out.set_defaults(act=forms_out)
    out.add_argument("-o", "--output", required=True, metavar="THƯ-MỤC")
    out.add_argument("--unit", action="append", default=[], help="chỉ đơn vị này (ghi nhiều lần được)")
    out.add_argument("--office", metavar="ĐƠN-VỊ-CHẤM", help="phiếu của một đơn vị chấm: mục dọc, đơn vị ngang")
    back = acts.add_parser("in", help=(forms_in.__doc__ or "").strip())
    back.set_defaults(act=forms_in)
    back.add_argument("--on", metavar="NĂM-THÁNG-NGÀY", help="ngày nhận phiếu")
    back.add_argument("--preview", action="store_true", help="chỉ xem, không ghi vào sổ")
    back.add_argument("--rest", action="store_true", help="phiếu có ô chưa đọc được thì ghi các ô còn lại")
    back.add_argument("--json", action="store_true")
    for each in (out, back):
        each.add_argument("book", metavar="SỔ")
        each.add_argument("--year", type=int)
        each.add_argument("--stage")
        each.add_argument("--period")
    back.add_argument("--of", metavar="ĐƠN-VỊ", help="tệp không phải phiếu của sổ là phiếu của đơn vị này")
    back.add_argument("--column", metavar="CỘT", help="cột điểm của tệp ấy, ví dụ E (không ghi thì theo tiêu đề)")
    back.add_argument("files", metavar="TỆP", nargs="+")


def table(args: Namespace) -> int:
    """Xuất một bảng ra Excel: bảng điểm của một bước, hoặc bảng của một văn bản."""
    from models.exchange.places import write_whole
    from models.keeping.verify import open_sound
    from ui.window.command_line import year_of

    with open_sound(Path(args.book)) as book:
        year = year_of(book, args.year)
        target = Path(args.output or f"{args.paper}.xlsx")
        if args.into:
            return _into(book, year, target, args)
        write_whole(target, _table(book, year, args))
    say(f"Đã xuất ra {target}")
    return DONE


def _into(book: Book, year: int, target: Path, args: Namespace) -> int:
    """Fill a table from above and list what was written."""
    from models.exchange import cells
    from models.exchange.forms import template
    from models.exchange.places import reading, write_whole

    source = Path(args.into)
    workbook = cells.read_file(source)
    found = template.look(book, workbook, year, args.page)
    chosen = {column_of(place): key for place, _, key in (said.partition("=") for said in args.map)}
    known = template.sources(book, year)
    written, values = template.plan(workbook, found, chosen or found.proposed, known)
    with reading(source):
        content = source.read_bytes()
    write_whole(target, template.fill(content, workbook, found, values))
    for one in written:
        if not one.kept:
            say(f"{one.address}: {one.label}: {one.before or 'trống'} → {one.text}")
    say(f"Đã điền {len(values)} ô vào {target}; {len(written) - len(values)} ô giữ nguyên.")
    return DONE


def _table(book: Book, year: int, args: Namespace) -> bytes:
    from models.exchange.forms import scoring_book
    from printing.catalogue import PAPERS
    from printing.excel import workbook

    if args.paper == SCORES:
        stages = book.years.stages(year)
        stage = args.stage or (stages[-1].key if stages else "")
        return scoring_book.content(book, year, stage, args.period or "nam")
    kind = next((one for one in PAPERS if one.key == args.paper), None)
    if kind is None:
        raise BadInput("table.unknown", paper=args.paper)
    wanted = {name: getattr(args, name) for name in CHOICES if getattr(args, name) is not None}
    return workbook.render(kind.composed(book, year=year, **wanted), kind.title, book.today())


def forms_out(args: Namespace) -> int:
    """Phát phiếu Excel của một bước chấm cho từng đơn vị."""
    from models.exchange.forms import scorer_form
    from models.exchange.forms.member_out import give_out
    from models.exchange.places import file_name, write_whole, writing
    from models.keeping.verify import open_sound
    from ui.window.command_line import year_of

    with open_sound(Path(args.book)) as book:
        year = year_of(book, args.year)
        stages = book.years.stages(year)
        if not stages:
            raise RuleViolation("score.unknown_stage", year=year, stage=args.stage or "")
        stage = args.stage or stages[0].key
        if args.office:
            target = Path(args.output)
            content = scorer_form.content(book, year, args.office, stage, args.period or "nam")
            name = file_name(f"Phiếu lĩnh vực {year} - {args.office}", ".xlsx")
            with writing(target):
                target.mkdir(parents=True, exist_ok=True)
            write_whole(target / name, content)
            say(target / name)
            return DONE
        made = give_out(book, year, stage, Path(args.output), args.period or "nam", args.unit)
    for path in made:
        say(path)
    return DONE


def forms_in(args: Namespace) -> int:
    """Nhận phiếu Excel các đơn vị gửi về; nêu từng tệp và ô chưa lấy được."""
    from models.book.book import open_book
    from models.exchange.forms import many
    from models.keeping.verify import open_sound
    from ui.window.command_line import year_of

    with open_sound(Path(args.book)) if args.preview else open_book(Path(args.book)) as book:
        wanted = many.Expected(year_of(book, args.year), args.stage, args.period)
        files = [opened(Path(name)) for name in args.files]
        batch = many.look(book, files, wanted)
        if args.of:
            _as_sheets(book, batch, files, args)
        _scorers(book, batch, files, args)
        written = 0 if args.preview else many.take(book, batch, args.on, args.rest)
        if args.json:
            say(json.dumps(_document(book, batch), ensure_ascii=False, indent=1))
        else:
            _print(book, batch, written)
    left = any(not (one.written or one.status == "same") for one in batch.arrivals)
    return REFUSED if left and not args.preview else DONE


def _as_sheets(book: Book, batch: Batch, files: list[tuple[str, Workbook | Refusal]], args: Namespace) -> None:
    """Read what is not our form as a unit's sheet."""
    from models.exchange.forms import many

    columns = {"base": column_of(args.column)} if args.column else None
    for place, (name, workbook) in enumerate(files):
        if batch.arrivals[place].status == "not-ours" and not isinstance(workbook, Refusal):
            try:
                found = many.as_unit_sheet(book, name, workbook, batch.wanted, args.of, columns)
            except Refusal as refusal:
                batch.arrivals[place].refusal = refusal
                continue
            batch.arrivals[place] = found
    many.part(batch)


def _scorers(book: Book, batch: Batch, files: list[tuple[str, Workbook | Refusal]], args: Namespace) -> None:
    """Take the sheets of scoring offices among the files, each as one act."""
    from models.exchange.forms import scorer_form

    for one, (_, workbook) in zip(batch.arrivals, files, strict=True):
        if one.identity is None or one.identity.kind != "scorer" or isinstance(workbook, Refusal):
            continue
        who = one.identity
        try:
            stage, period = batch.wanted.stage or who.stage, batch.wanted.period or who.period
            found = scorer_form.read(book, workbook, batch.wanted.year, stage, period=period)
            said = f"{len(found.typed)} ô mới, {len(found.refused)} ô chưa lấy được"
            one.refusal, one.status = None, "changed" if found.told else "same"
            if not args.preview and found.typed and (args.rest or not found.refused):
                book.scorer_sheets.enter(who.year, who.office, who.stage, found.typed, who.period)
                one.written = True
            if not args.json:
                say(f"{one.name}: {who.office}: {said}{'. Đã ghi.' if one.written else '.'}")
        except Refusal as refusal:
            one.refusal = refusal


def column_of(letters: str) -> int:
    """The place (from 0) of a column a spreadsheet calls by letters. BadInput `forms.no_column`."""
    place = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise BadInput("forms.no_column", text=letters)
        place = place * 26 + ord(letter) - 64
    return place - 1


def opened(path: Path) -> tuple[str, Workbook | Refusal]:
    """A file as cells, or why it cannot be read."""
    from models.exchange import cells

    try:
        return path.name, cells.read_file(path)
    except Refusal as refusal:
        return path.name, refusal


def _print(book: Book, batch: Batch, written: int) -> None:
    from ui.words.cells_words import STATUS, counts

    names = _names(book, batch)
    for one in batch.arrivals:
        who = names.unit(one.unit) if one.unit else ""
        say(": ".join(filter(None, (one.name, who, STATUS[one.status], counts(one)))))
        for line in _said(book, batch, one):
            say(f"    {line}")
    say(f"Đã ghi {written} phiếu vào sổ.")
    for stage, units in _missing(book, batch).items():
        say(f"Bước {names.stage(stage)}, chưa gửi: {', '.join(names.unit(unit) for unit in units)}")


def _names(book: Book, batch: Batch) -> Any:
    from ui.words.names import Names

    return Names(book, batch.wanted.year)


def _missing(book: Book, batch: Batch) -> dict[str, tuple[str, ...]]:
    """Whose forms have not come, by the stages the files are of."""
    from models.exchange.forms.many import waiting

    stages = dict.fromkeys(one.identity.stage for one in batch.arrivals if one.carried and one.identity)
    found = {stage: waiting(book, batch.wanted.year, stage, batch.wanted.period or "nam") for stage in stages}
    return {stage: units for stage, units in found.items() if units}


def _said(book: Book, batch: Batch, one: Arrival) -> list[str]:
    """What is to be looked at in a file."""
    from ui.words.messages import sentence

    names = _names(book, batch)
    said = [] if one.refusal is None else [sentence(one.refusal, names, by_verb=True)]
    for told in one.carried.refused if one.carried else ():
        assert told.refusal is not None
        said.append(f"{told.page}!{told.address} ({told.what}) “{told.text}”: {sentence(told.refusal, names)}")
    return said


def _document(book: Book, batch: Batch) -> dict[str, Any]:
    return {
        "year": batch.wanted.year,
        "files": [_file(book, batch, one) for one in batch.arrivals],
        "missing": {stage: list(units) for stage, units in _missing(book, batch).items()},
    }


def _file(book: Book, batch: Batch, one: Arrival) -> dict[str, Any]:
    found: dict[str, Any] = {"file": one.name, "status": one.status, "unit": one.unit, "written": one.written}
    found["said"] = _said(book, batch, one)
    if one.carried is not None:
        cells = [
            {"page": each.page, "cell": each.address, "line": each.what, "before": each.before, "text": each.text}
            for each in one.carried.told
            if each.refusal is None
        ]
        ignored = {
            reason: [f"{page.name}!{cell.address}" for page, cell in those]
            for reason, those in one.carried.account.ignored().items()
        }
        found |= {"counts": one.carried.account.counted(), "changes": cells, "ignored": ignored}
        found |= {"kept": one.carried.kept, "absent": [line.key for line in one.carried.absent]}
    return found


def say(text: object) -> None:
    """A line on the terminal."""
    sys.stdout.write(f"{text}\n")
