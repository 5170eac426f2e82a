#!/usr/bin/env python3
"""The door: without a verb the window opens; a verb does the same act without a screen.

    main.py [SỔ.sokhoi]                 open the window (on a book)
    main.py practice DIR [--walk]       make the practice bloc in DIR; --walk prints its papers and pictures its pages
    main.py import BOOK DOCUMENT        bring an interchange document into a book (a new book when BOOK does not exist)
    main.py export BOOK DOCUMENT        write all content of a book as an interchange document
    main.py rank BOOK [--json]          the ranking of a year with its reasons
    main.py print BOOK PAPER            make a paper as PDF, or as a Word file with -o NAME.docx (--list names them);
                                        mau:NAME is a letter of the bloc's own, always a Word file
    main.py read FILE [--as form|scores|member] [--json]    what a file would be taken for, cell by cell
    main.py table BOOK PAPER            a table as a workbook ("diem": the scores of a stage, with live formulas)
    main.py forms out BOOK -o FOLDER    give out the members' forms of a stage as workbooks
    main.py forms in BOOK FILES         bring filled forms back (--preview: only say what each would change)
    main.py seal BOOK [--json]          close a year; prints what is open and its code
    main.py handover BOOK FILE [--json] hand the book over and write the successor's file (--to UNIT)
    main.py receive BOOK [--json]       receive a book that was handed over (--code CODE --person NAME)
    main.py verify BOOK                 check file, journal and replay; once more by another program (--independent)
    main.py selftest                    a new book through its first year in a scratch folder

Exit status: 0 done, 1 refused (the sentence is on standard error), 2 wrong usage, 3 verify found differences, or a
closed year is not what its seal holds.
Verbs hold no rule: they call the Book as the window does. Nothing is imported that the window does not need at start.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from models.book.book import Book
    from models.book.closing.closing import Custody
    from printing.catalogue import PaperKind

DONE, REFUSED, USAGE, DIFFERENT = 0, 1, 2, 3
CHOICES = ("unit", "stage", "period", "date", "meeting", "ballot", "circulation", "slips", "page")
"""What a paper may be made for."""
RESOURCES = Path(__file__).resolve().parent / "resources"


def practice(args: Namespace) -> int:
    """Lập khối mẫu để tập dùng trong thư mục DIR."""
    from models.book.book import create_book
    from models.exchange import interchange
    from models.exchange.places import writing

    folder = Path(args.folder)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / "khoi-mau.sokhoi"
    if not path.exists():
        document = interchange.read(RESOURCES / "practice" / "khoi-mau.json")
        with create_book(path, document["bloc"][0]["name"]) as book:
            interchange.import_into(book, document)
    print(f"Khối mẫu: {path}")
    return walk(path, folder) if args.walk else DONE


def walk(path: Path, folder: Path) -> int:
    """Live through the practice bloc without a screen: rank it, print its papers, picture every page, verify."""
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from models.book.book import open_book
    from models.exchange import interchange
    from ui.window.pictures import take

    with open_book(path) as book:
        year = _year(book)
        print(_ranking_text(book, year))
        papers = folder / "giay-to"
        papers.mkdir(exist_ok=True)
        made = [path for kind in _papers() for path in _walked(book, kind, year, papers)]
        interchange.write(book, folder / "khoi-mau.json")
        code = _verify_text(book)
    pictures = take(path, folder / "man-hinh")
    print(f"Giấy tờ ({len(made)} tệp PDF, Word): {papers}")
    print(f"Hình các trang ({len(pictures)} tệp PNG): {folder / 'man-hinh'}")
    print(f"Toàn bộ nội dung sổ (JSON): {folder / 'khoi-mau.json'}")
    return code


def import_document(args: Namespace) -> int:
    """Lấy dữ liệu từ tệp trao đổi vào sổ; sổ chưa có thì lập mới."""
    from models.book.book import create_book, open_book
    from models.exchange import interchange
    from models.exchange.places import sweep
    from models.keeping.incoming import take_document

    path, source = Path(args.book), Path(args.document)
    document = interchange.read(source)
    fresh = not path.exists()
    name = document["bloc"][0]["name"] if document.get("bloc") else path.stem
    try:
        with create_book(path, name) if fresh else open_book(path) as book:
            count = take_document(book, document, interchange.beside(source))
            differing = _unlike_the_seals(book) if document.get("seal") else []
    except Exception:
        if fresh:
            sweep(path)
        raise
    print(f"Đã lấy {count} dòng vào {path}")
    for line in differing:
        print(f"Khác lúc khóa sổ: {line}", file=sys.stderr)
    return DIFFERENT if differing else DONE


def _unlike_the_seals(book: Book) -> list[str]:
    """What differs from the closed years' seals, one place a line."""
    from models.keeping.seal import check
    from ui.words.closing_words import seal_lines
    from ui.words.names import Names

    return seal_lines(check(book), Names(book, _year(book)))


def export_document(args: Namespace) -> int:
    """Xuất toàn bộ nội dung sổ ra tệp trao đổi."""
    from models.exchange import interchange
    from models.keeping.verify import open_sound

    with open_sound(Path(args.book)) as book:
        interchange.write(book, Path(args.document))
    print(f"Đã xuất ra {args.document}")
    return DONE


def rank(args: Namespace) -> int:
    """Xếp hạng, xếp loại của một năm hay một kỳ, kèm lý do phân định."""
    from models.keeping.verify import open_sound

    with open_sound(Path(args.book)) as book:
        year = _year(book, args.year)
        if args.json:
            import json

            from models.exchange.results import standing_document

            print(
                json.dumps(standing_document(book, year, args.stage, period=args.period), ensure_ascii=False, indent=1)
            )
        else:
            print(_ranking_text(book, year, args.stage, args.period))
    return DONE


def print_paper(args: Namespace) -> int:
    """In một văn bản ra tệp PDF, hoặc tệp Word khi tên tệp kết thúc bằng .docx."""
    kinds = {kind.key: kind for kind in _papers()}
    if args.list or args.paper is None:
        for kind in kinds.values():
            print(f"{kind.key:28} {kind.title}")
        return DONE
    if args.paper.startswith("mau:"):
        return _print_own(args)
    if args.paper not in kinds:
        print(f"Không có văn bản “{args.paper}”. Xem danh sách: print BOOK --list", file=sys.stderr)
        return USAGE
    from models.keeping.verify import open_sound

    with open_sound(Path(args.book)) as book:
        year = _year(book, args.year)
        target = Path(args.output or f"{args.paper}.pdf")
        _print_one(book, kinds[args.paper], year, target, **{name: getattr(args, name) for name in CHOICES})
    print(f"Đã in ra {target}")
    return DONE


def _print_own(args: Namespace) -> int:
    """A letter of the bloc's own, as a Word file."""
    from models.exchange.places import write_whole
    from models.keeping.verify import open_sound
    from ui.window.verbs import own_letter

    with open_sound(Path(args.book)) as book:
        year = _year(book, args.year)
        target = Path(args.output or "mau.docx")
        chosen = {name: getattr(args, name) for name in ("unit", "meeting", "date")}
        write_whole(target, own_letter.made(book, year, args.paper, **chosen))
    print(f"Đã lập {target}")
    return DONE


def verify(args: Namespace) -> int:
    """Kiểm tra sổ: tệp, chuỗi nhật ký, và dựng lại từ nhật ký."""
    from models.book.book import open_book

    with open_book(Path(args.book), read_only=True) as book:
        code = _verify_text(book)
    if args.independent:
        from models.keeping.independent import check

        code = DONE if check(Path(args.book)) and code == DONE else DIFFERENT
    return code


def seal(args: Namespace) -> int:
    """Khóa sổ một năm; nêu việc còn dở và Mã đối chiếu."""
    from models.book.book import open_book
    from models.keeping.seal import close_year

    with open_book(Path(args.book)) as book:
        _warn_of_the_clock(book)
        made = close_year(book, _year(book, args.year), args.on)
        year = book.years.called(made.year)
    if args.json:
        said = {"year": made.year, "n": made.n, "closed_on": made.closed_on, "open_points": list(made.open_points)}
        return _print_json({**said, "code": made.code, "fingerprint": made.fingerprint})
    for line in made.open_points:
        print(f"Còn dở: {line}")
    print(f"Đã khóa sổ {year}. Mã đối chiếu: {made.code}")
    return DONE


def hand_over(args: Namespace) -> int:
    """Bàn giao sổ cho một đơn vị và chép sổ sang tệp cho nơi nhận."""
    from models.book.book import open_book
    from models.keeping import handover

    target = Path(args.target).absolute()
    with open_book(Path(args.book)) as book:
        if book.closing.pending() is None:
            _warn_of_the_clock(book)
            handover.hand_over(book, _closed_year(book, args.year), args.to, target, on=args.on)
        else:
            handover.write_copy(book, target)
        custody = book.closing.custodies()[-1]
    if args.json:
        return _print_json({**_custody(custody), "file": str(target)})
    print(f"Đã bàn giao và chép sổ: {target}. Mã đối chiếu: {custody.code}")
    return DONE


def receive(args: Namespace) -> int:
    """Nhận sổ đã bàn giao: so Mã đối chiếu trên biên bản, ghi người làm."""
    from models.book.book import open_book
    from models.keeping import handover

    with open_book(Path(args.book)) as book:
        _warn_of_the_clock(book)
        custody = handover.receive(book, args.code, args.person, args.on)
        year = book.years.called(custody.year)
    if args.json:
        said = {"received_on": custody.received_on, "received_by": custody.received_by}
        return _print_json({**_custody(custody), **said})
    print(f"Đã nhận sổ {year}, Mã đối chiếu khớp.")
    return DONE


def _custody(custody: Custody) -> dict[str, object]:
    names = ("year", "from_unit", "to_unit", "from_person", "to_person", "handed_on", "code", "fingerprint")
    return {name: getattr(custody, name) for name in names}


def _print_json(said: Mapping[str, object]) -> int:
    import json

    print(json.dumps(said, ensure_ascii=False, indent=1))
    return DONE


def _closed_year(book: Book, asked: int | None) -> int:
    """The year asked for, else the latest closed one, else the one being worked on (which is then refused)."""
    closed = [one.year for one in book.years.all() if one.state == "closed"]
    return asked or (closed[0] if closed else _year(book))


def save_what_is_left(args: Namespace) -> int:
    """Cứu số liệu đọc được của một tệp hỏng sang sổ mới, kèm bảng kê."""
    from models.keeping.salvage import salvage
    from ui.words.keeping import salvage_words

    found = salvage(Path(args.book).absolute(), Path(args.target).absolute())
    print(salvage_words.summary(found))
    print("\n".join(salvage_words.lines(found)))
    return DONE if all(one.whole for one in found.tables) else DIFFERENT


def selftest(args: Namespace) -> int:
    """Chương trình tự kiểm tra trong một thư mục tạm."""
    from ui.window.selftest.steps import run

    return run(Path(args.folder) if args.folder else None)


def window(book: str | None) -> int:
    """Open the window, on `book` when it is given."""
    from ui.window.app import run

    return run(Path(book) if book else None)


def _papers() -> tuple[PaperKind, ...]:
    from printing.catalogue import PAPERS

    return tuple(PAPERS)


def _print_one(book: Book, kind: PaperKind, year: int, target: Path, **choice: str | None) -> Path:
    from models.exchange.places import write_whole
    from printing.catalogue import Form

    wanted = {name: value for name, value in choice.items() if value is not None}
    form: Form = "docx" if target.suffix.casefold() == ".docx" else "pdf"
    write_whole(target, kind.make(book, form, year=year, **wanted))
    return target


def _walked(book: Book, kind: PaperKind, year: int, folder: Path) -> list[Path]:
    """A paper of the walk in each of its forms; none, with the reason told once, where it would be empty."""
    from models.rules.errors import RuleViolation
    from ui.words.messages import sentence

    forms = ("pdf", "docx") if kind.word else ("pdf",)
    try:
        return [_print_one(book, kind, year, folder / f"{kind.key}.{form}") for form in forms]
    except RuleViolation as refusal:
        if refusal.code != "paper.nothing":
            raise
        print(f"{kind.title}: {sentence(refusal)}")
        return []


def _year(book: Book, asked: int | None = None) -> int:
    """The year asked for, else the one being worked on."""
    from ui.window.command_line import year_of

    return year_of(book, asked)


def _ranking_text(book: Book, year: int, stage: str | None = None, period: str | None = None) -> str:
    from models.exchange.results import standing_lines

    return "\n".join(standing_lines(book, year, stage, period))


def _warn_of_the_clock(book: Book) -> None:
    """An act that bears today's day, on a computer whose clock stands before the book's newest act."""
    from models.keeping.days import clock_behind
    from ui.words.messages import clock_sentence

    if (last := clock_behind(book)) is not None:
        print(clock_sentence(book.clock(), last), file=sys.stderr)


def _verify_text(book: Book) -> int:
    from models.keeping.verify import verify as check
    from ui.words.keeping.checked import told
    from ui.words.names import Names

    said = told(book, check(book.store), Names(book, _year(book)))
    print("\n".join((said.outcome, said.advice, *said.lines)), file=sys.stdout if said.same else sys.stderr)
    return DONE if said.same else DIFFERENT


def _parser() -> ArgumentParser:
    from ui.window.command_line import Parser

    parser = Parser(prog="main.py", description="Sổ Khối: sổ làm việc của khối thi đua")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")

    def verb(name: str, act: object) -> ArgumentParser:
        added = verbs.add_parser(name, help=(act.__doc__ or "").strip())
        added.set_defaults(act=act)
        return added

    made = verb("practice", practice)
    made.add_argument("folder", metavar="DIR")
    made.add_argument("--walk", action="store_true", help="sống qua cả năm: in giấy tờ, chụp màn hình, kiểm tra sổ")
    for name, act in (("import", import_document), ("export", export_document)):
        moved = verb(name, act)
        moved.add_argument("book", metavar="SỔ")
        moved.add_argument("document", metavar="TỆP.json")
    ranked = verb("rank", rank)
    ranked.add_argument("book", metavar="SỔ")
    ranked.add_argument("--year", type=int)
    ranked.add_argument("--stage")
    ranked.add_argument("--period", metavar="KỲ", help="chỉ xếp trong kỳ này (không ghi thì cả năm)")
    ranked.add_argument("--json", action="store_true")
    printed = verb("print", print_paper)
    printed.add_argument("book", metavar="SỔ")
    printed.add_argument("paper", metavar="VĂN-BẢN", nargs="?")
    printed.add_argument("--list", action="store_true", help="liệt kê các văn bản in được")
    printed.add_argument("--year", type=int)
    for name in CHOICES:
        printed.add_argument(f"--{name}")
    printed.add_argument("-o", "--output", help="tên tệp; .docx thì lập tệp Word")

    from ui.window.verbs import read as read_verb

    read_verb.declare(verbs)
    closed = verb("seal", seal)
    closed.add_argument("book", metavar="SỔ")
    handed = verb("handover", hand_over)
    handed.add_argument("book", metavar="SỔ")
    handed.add_argument("target", metavar="TỆP.sokhoi")
    handed.add_argument("--to", required=True, metavar="ĐƠN-VỊ", help="mã đơn vị nhận")
    for dated in (closed, handed):
        dated.add_argument("--year", type=int)
    taken = verb("receive", receive)
    taken.add_argument("book", metavar="SỔ")
    taken.add_argument("--code", required=True, help="Mã đối chiếu trên biên bản bàn giao")
    taken.add_argument("--person", required=True, help="họ tên người làm")
    for dated in (closed, handed, taken):
        dated.add_argument("--on", metavar="NĂM-THÁNG-NGÀY")
        dated.add_argument("--json", action="store_true")
    from ui.window.verbs import excel as excel_verbs

    excel_verbs.declare(verbs)
    checked = verb("verify", verify)
    checked.add_argument("book", metavar="SỔ")
    checked.add_argument("--independent", action="store_true", help="kiểm tra thêm bằng chương trình kiểm tra độc lập")
    saved = verb("salvage", save_what_is_left)
    saved.add_argument("book", metavar="TỆP-HỎNG")
    saved.add_argument("target", metavar="SỔ-MỚI.sokhoi")
    verb("selftest", selftest).add_argument("folder", metavar="DIR", nargs="?")
    return parser


NAMES = "practice import export rank print read table forms seal handover receive verify salvage selftest"
VERBS = frozenset(NAMES.split(" "))


def main(arguments: list[str]) -> int:
    """Do the verb in `arguments`, or open the window."""
    first = arguments[0] if arguments else None
    # A first word that is neither a verb nor like a file is a verb that was mistyped.
    if first is None or (first not in VERBS and (first.endswith(".sokhoi") or Path(first).name != first)):
        return window(first)
    if sys.stdout is None:  # the packaged program for Windows has no console
        from ui.window import result

        return result.shown(arguments, _do)
    return _do(arguments)


def _do(arguments: list[str]) -> int:
    args = _parser().parse_args(arguments)
    from models.rules.errors import Refusal

    try:
        return int(args.act(args))
    except Refusal as refusal:
        from ui.window.command_line import told

        print(told(refusal, args), file=sys.stderr)
        return REFUSED


def leave(status: int) -> NoReturn:
    """End the process with a status. Once Qt was loaded, its binding miscounts True and False while the interpreter
    takes itself apart, which aborts an otherwise finished program: then the process ends without that.
    """
    if "PySide6" not in sys.modules:
        sys.exit(status)
    import atexit
    import os

    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a console's stream
    leave(main(sys.argv[1:]))
