#!/usr/bin/env python3
"""Independent verifier of a book (.sokhoi) or an exported interchange document.

Written from docs/format.md, format-file.md, format-scoring.md and format-ranking.md alone, without a look at the
program. One file, standard library only, Python 3.9 or later. The book is opened read only and never written.

    python3 verify_sokhoi.py book.sokhoi              check the file, replay the journal, recompute everything
    python3 verify_sokhoi.py book.json                the same for an exported document (which has no journal)
    python3 verify_sokhoi.py book.sokhoi --json       all findings and all recomputed numbers as JSON
    python3 verify_sokhoi.py book.sokhoi --with R     compare with R, what `main.py rank --json` wrote

Exit code: 0 equal, 1 differences (each named with its place, what was expected, what was found), 2 not readable.
No number that carries points is ever a float: figures are fractions, counts are integers.
"""

from __future__ import annotations

import argparse
import base64
import datetime
import hashlib
import json
import os
import re
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Callable

Row = dict[str, Any]  # a content row: column (without _json) -> value
Tables = dict[str, list[Row]]  # table -> list of content rows

FORMAT_STEP = 6  # the newest schema step format-file.md describes
APPLICATION_ID = 0x534F4B48
MOST_BYTES = 512 * 1024 * 1024  # of one unpacked seal
MOST_NUMBER = 400  # signs of one number
MOST_FAULTS = 2000  # named one by one; more are only counted

# The content tables of format-file.md §2: table [keys] columns; ? may be NULL, :int :bool :blob the kind (text else),
# = the default, {} the only values allowed.
TABLE_TEXT = """
bloc [key] key name kind=khoi{khoi|cum} head_term=Trưởng_khối deputy_term=Phó_Trưởng_khối tellers_term=Ban_kiểm_phiếu
  collected_term=Số_phiếu_thu_về spelling=ủy{ủy|uỷ} place? parent_body? standing_body? established_by?
setting [key] key value_json
keeper [key] key name unit? ended_on?
unit [key] key active_from? active_to? note?
unit_row [unit,from_date] unit from_date name short_name
  kind{state|party|front|mass_organisation|youth_union|central_vertical|commune|armed_forces|enterprise}
  family?{state|party|front|youth} parent_body? symbol? place? address? decision?
person [key] key name birth_year?:int gender? note?
person_link [person] person same linked_on note?
post [key] key person unit role{head|deputy|officer|member} title= phone? email? from_date? to_date? decision?
lineage [key] key kind{rename|merge|split|dissolve} date decision? note?
lineage_unit [event,side,unit] event side{from|to} unit
regulation [key] key name number? issued_on? issued_by? valid_from? valid_to? source? revision:int=1 supersedes?
  adopted_on? reason? document? unverified:bool=0
rule [regulation,key] regulation key kind scope? valid_from? valid_to? cite quote= position:int=0 unverified:bool=0
  spec_json
form [key] key name version:int=1 based_on? state=draft{draft|adopted} dated? document? source? stated_total?
  spec_json={}
form_node [form,key] form key parent? position:int kind{group|item} code= title max? scorer? evidence? rule_text?
  spec_json={}
bloc_year [year] year:int state=open{open|closed|handed-over} regulation? roster_confirmed_on? note?
year_role [year,role,position] year:int role position:int name title?
membership [year,unit] year:int unit position:int from_date? to_date? unit_group= joined_by? left_by? note?
term [key] key year:int unit role{head|deputy} rank:int=1 person?
  basis{elected|introduced|proposed|approved|appointed|carried-over|acting}
  status=approved{proposed|approved|acting|ended} decision? decided_on? from_date? to_date? deviation?
deadline [year,key] year:int key name due_on stage? item? consequence? cite?
veto [key] key year:int unit kind date? document? confirmed_by? effect? relief? relief_by? relief_document?
decision [key] key year?:int question subject= rule? choice_json reason body? document? date? recorder? facts_digest?
  confirmed_digest? supersedes?
year_form [year,unit_group] year:int unit_group= form
period [year,key] year:int key position:int name from_date? to_date?
stage [year,key] year:int key position:int name holds=items{items|groups|total} counts=rule{stated|caps|rule} scorer?
sheet [key] key year:int period unit stage form state=empty{empty|entering|complete|confirmed|locked} received_on?
  received_as? entered_by? confirmed_by? confirmed_on? stated_total? sum_error_accepted:bool=0 note?
cell [sheet,node] sheet node stated_json? inputs_json? estimated_json? not_assigned:bool=0 note? explanation? place?
  explanation_state?{asked|answered|taken|kept} explanation_reason?
keying [sheet,by] sheet by state=entering{entering|complete|settled} stated_total?
keying_cell [sheet,by,node] sheet by node stated_json? inputs_json? not_assigned:bool=0 settled?
evidence [key] key sheet node text? number? date? page? blob? file_name? link?
past_result [year,unit] year:int unit rank?:int points? class? note?
paper [key] key kind year?:int family? number? symbol? date? subject? signer? capacity?
  state=draft{draft|issued|replaced} content_json? content_digest? file_hash? supersedes? texts_json?
  choices_json? reprints?:int
task [year,key] year:int key position:int title from_month?:int to_month?:int who= paper= done_when= due_on? follows?
  state=open{open|done|not-ours} done_on? note?
household [key] key unit head address? note?
registration [year,unit] year:int unit received_on? document? tasks?:int note?
registered_title [key] key year:int unit person? household? title registered_on? note?
target [key] key year:int unit position:int name measure= plan? half_year? estimate? result? item? note?
work [key] key year:int unit? kind{key|ad-hoc|agreed} position:int title assigned_on? assigned_by? due_on? done_on?
  quality? evidence? meeting? rolled_from? state=open{open|done|late|not-done|moved} note? effect?
  effect_figure? effect_measure?
progress [year,unit,as_of] year:int unit as_of tasks_done?:int tasks_registered?:int note?
movement [key] key year:int name kind{regular|campaign|thematic} level? plan? from_date? to_date? items_json? note?
movement_figure [key] key movement position:int unit? name measure= period? plan? result? note?
pledge [year] year:int aims? targets? tasks? solutions? signed_on? place?
pledge_sign [year,role,position] year:int role{signatory|witness} position:int unit? name title?
attached [key] key year:int position:int pledge?:int movement? work? blob file_name note?
report [year,key] year:int key position:int name due_on? item?
report_received [year,report,unit] year:int report unit received_on? note?
activity [key] key year:int name date? place? item? choice? note?
activity_unit [activity,unit] activity unit note?
ledger [key] key year:int position:int date? text unit? activity? dong:int paper?
log_entry [key] key year:int unit kind{article|example|model|initiative|other} date? text person? item? count:int=1
  note?
log_feed [year,item,input] year:int item input source movement? named?
draft [key] key year:int kind title sent_on? due_on? number? issued_on?
comment [key] key draft position:int unit? part? text taken=open{open|taken|partly|refused} answer?
complaint [key] key year:int position:int unit about{points|rank|award|vote|other} text item? number? received_on?
  due_on? taken=open{open|taken|partly|refused} answer? answered_by? answered_on?
team [key] key year:int position:int name lead? document?
team_unit [team,side,unit] team side{member|checked} unit visit_from? visit_to? minutes?
meeting [key] key year:int kind{signing|half-year|officers|scoring-team|deliberation|closing|council|other} title
  date? begins? ends? place? chair? secretary? agenda? invitation_groups? conclusion? votes_on_awards:bool=0
  minutes_on? resumes? resumes_why?
attendee [meeting,key] meeting key position:int unit? name? title?
  capacity{member|substitute|video|written|guest|absent}
  paper? notice?:bool wrong_rank:bool=0 note?
opinion [key] key meeting position:int unit? name? text
hand_vote [key] key meeting position:int subject agree:int against:int other:int
ballot [key] key meeting position:int way{acclaim|elect} title purpose? award? round:int=1 earlier? seats:int=1
  candidates_json rule_json tellers_json? state=prepared{prepared|counted} figures_json? counted_by? note? corrected?
  electorate_json?
recount [ballot,by] ballot by state=counting{counting|complete|settled} figures_json?
circulation [key] key year:int position:int subject text? paper? sent_on due_on closed_on? rule_json?
  electorate_json? minutes_on? note? awards_json?
circulation_answer [circulation,unit] circulation unit received_on says{agree|other} text? paper?
proposal [key] key year:int unit person? household? title route=province{province|sector} years_json?
  status=proposed{proposed|approved|refused|withdrawn} reason? decision? decided_on? decided_by? coefficient? opinion?
  papers_json? waits_for? submitted_on? note? award_name?
honour [key] key year:int unit? person? household? title years_json? decision? date? by? proposal? note?
rating [year,holder,kind] year:int holder kind value by? document? date?
turn [year,role,rank] year:int role{head|deputy} rank:int=1 unit announced_in?
turn_exception [year,unit] year:int unit reason{joined|declined|disciplined|anniversary|other} note? document?
seal [year,n] year:int n:int closed_on by? fingerprint previous? journal_head engine open_points_json? reopened_on?
  reopened_by? reopened_reason? content:blob
custody [n] n:int year:int from_unit? to_unit from_person? to_person? handed_on items_json? open_work_json?
  last_number? fund_dong?:int note? book seal journal_head fingerprint received_on? received_by? withdrawn_on?
  withdrawn_reason?
blob [sha256] sha256 size:int bytes:blob
"""

# The SQL text of sqlite_schema after step 6: the first 16 hex digits of its SHA-256 by name of the table or index.
SCHEMA_TEXT = """
_sqlite_migrations=46ce193e763d9a9f activity=270091df029e9a32 activity_unit=f36c464a2e6c461b attached=2c7c069f9e28b231
attendee=4d7eae51b7ea34a5 ballot=e25088517726c542 blob=b690d63c9b1681dc bloc=8de07ef1c301827b bloc_year=4e7bcb8ad299234e
cell=d6a2ed22f034f3a7 change=96ea1c396e83af56 checkpoint=a2e3490a9cb29643 circulation=384a3c8a3774c80c
circulation_answer=3d81ce9da7125d51 comment=495a8f3ce9be68bd complaint=111e57b7613b94dd custody=2b36dd395bf8d8dd
deadline=8eb63ad57b62ea4e
decision=2d7b603d0b96209c draft=cde3d367acfb49e3 evidence=6e37298857312dab form=b65b43ab4b8014ae
form_node=4ea53f8754f805b8 hand_vote=517c82e6c9337970 honour=2958e67942a7e149 household=0e2960d7587fa124
idx__sqlite_migrations_migration_set_name=ecfb304186857454 keeper=a8f0cf08173dcb0e keeper_secret=e3424301a1c13526
keying=56126d6f9ed63253 keying_cell=42ff8c23564c4111 ledger=aa4fe4e944293187 lineage=f352d19db1bd8195
lineage_unit=f0e97a640f971ae2 log_entry=58f7daaf1a6e526c log_feed=36c259376211aaca meeting=a8fd4ad0660f5fd6
membership=95e3d4c777737f9d meta=ab0bfc45de260c1c movement=c603870434eab49b movement_figure=66270212ad265318
op=f5d732f4990fd025 opinion=d14732809c6504e7 paper=4944526254b76237 past_result=9c338f9699a9cdb4 period=0de7aef5ddb7ef95
person=ee14d6fc89693d0f person_link=c0b4685c78a7d309 pledge=0424b73f72b2a733 pledge_sign=4c12e0b73cf2150e
post=34094f86a5c01331 progress=3663127d76ae2662 proposal=8c585822748ee840 rating=d97d4c9e0ff4b7c2
recount=fb6b9d7bc9f592a1 registered_title=0369888ad6ea567e registration=5f4e3bf13c6950a2 regulation=b062bba8c4d82676
report=df900045c63c00a5 report_received=e87544e3baaef65a rule=b583a5cd1254ed0b seal=fc1de43349b04145
setting=0f13b4dfd81467bb sheet=e2578509b3e3ad45 stage=dc2675dc9028ba31 target=4c55cca0c3e359b7 task=1957bc3316fbd6e0
team=3fe01e52a4f11f90 team_unit=9d57c09275b3cb7a term=6b549bc3542de7ab turn=a8506dea4544384b
turn_exception=1726a7d6004a7d47 unit=dc4b7d65cf34c4d5 unit_row=7887f048d0b25ac4 veto=2b68a62586b20d3d
work=f71dd8815cb4fcdc year_form=f80542b7661a251b year_role=1d54504f31cf5c9b
"""

# Automatic indexes (no SQL text): one per table, but for those of these numbers.
AUTO_INDEXES = {"_sqlite_migrations": 0, "checkpoint": 0, "bloc_year": 0, "pledge": 0, "custody": 0, "sheet": 2}
JOURNAL_TABLES = {
    "op": [
        ("seq", "int"),
        ("id", "text"),
        ("kind", "text"),
        ("facts", "text"),
        ("person", "text"),
        ("at", "text"),
        ("hash", "text"),
    ],
    "change": [("op", "int"), ("n", "int"), ("tbl", "text"), ("key", "text"), ("before", "text?"), ("after", "text?")],
    "checkpoint": [("op", "int"), ("digests", "text")],
    "meta": [("key", "text"), ("value", "text")],
    "keeper_secret": [("keeper", "text"), ("salt", "text"), ("hash", "text"), ("n", "int"), ("r", "int"), ("p", "int")],
    "_sqlite_migrations": [("id", "int"), ("migration_set", "text?"), ("name", "text?"), ("applied_at", "text?")],
}


# ---------------------------------------------------------------------------------------------------------- findings


class NotReadable(Exception):
    """The input is not something this verifier can read at all."""


class Malformed(Exception):
    """A value is not in the form the documents give it; the message says why, in Vietnamese."""


class Report:
    """All that was found: faults with their place, notes, and numbers for others to compare."""

    def __init__(self) -> None:
        self.faults: list[dict[str, str]] = []
        self.more = 0
        self.notes: list[str] = []
        self.data: dict[str, Any] = {}

    def fault(self, place: str, words: str, expected: Any = None, found: Any = None) -> None:
        """Name one difference."""
        if len(self.faults) >= MOST_FAULTS:
            self.more += 1
            return
        entry = {"place": place, "words": words}
        if expected is not None:
            entry["expected"] = shown(expected)
        if found is not None:
            entry["found"] = shown(found)
        self.faults.append(entry)

    def same(self, place: str, words: str, expected: Any, found: Any) -> bool:
        """Name a difference unless both are equal."""
        if type(expected) is type(found) and expected == found and alike(expected, found):
            return True
        self.fault(place, words, "không có" if expected is None else expected, "không có" if found is None else found)
        return False

    def note(self, words: str) -> None:
        """Something to know that is no difference."""
        self.notes.append(words)


def alike(one: Any, other: Any) -> bool:
    """Equal as JSON: 1 and true are two values."""
    return not isinstance(one, (dict, list)) or canonical(one, True) == canonical(other, True)


def shown(value: Any) -> str:
    """A value as short text."""
    if isinstance(value, Fraction):
        return number_text(value)
    if not isinstance(value, str):
        try:
            value = canonical(value, keep_null=True)
        except (Malformed, RecursionError, ValueError, TypeError):
            value = repr(type(value))
    text = value.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= 300 else text[:297] + "..."


# ------------------------------------------------------------------------------------------ numbers, canonical JSON

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?\Z")
QUOTIENT = re.compile(r"(-?[1-9][0-9]*)/([1-9][0-9]*)\Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}\Z")
STEP_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?[+]00:00\Z")
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def number(value: Any) -> Fraction:
    """A canonical number (text, or an integer) as a fraction."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise Malformed("không phải là một số: " + shown(value))
    if isinstance(value, int):
        return Fraction(value)
    if len(value) > MOST_NUMBER:
        raise Malformed("số quá dài")
    if NUMBER.match(value) and value != "-0":
        return Fraction(value)
    match = QUOTIENT.match(value)
    if match:
        return Fraction(int(match.group(1)), int(match.group(2)))
    raise Malformed("không phải là một số viết chuẩn: " + shown(value))


def number_text(value: Fraction) -> str:
    """The canonical text of a fraction: a decimal, or n/d where it does not end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = max(twos, fives)
    whole = abs(value.numerator) * 10**digits // value.denominator
    text = str(whole).rjust(digits + 1, "0")
    text = text[: len(text) - digits] + ("." + text[len(text) - digits :] if digits else "")
    return "-" + text if value < 0 else text


def pruned(value: Any, keep_null: bool) -> Any:
    """A JSON value without null members, its strings in NFC."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {
            unicodedata.normalize("NFC", k): pruned(v, keep_null)
            for k, v in value.items()
            if keep_null or v is not None
        }
    if isinstance(value, list):
        return [pruned(v, keep_null) for v in value]
    if isinstance(value, float):
        raise Malformed("số có phần lẻ trong JSON phải viết thành chuỗi")
    return value


def canonical(value: Any, keep_null: bool = False) -> str:
    """The canonical JSON text of format-file.md §1."""
    return ENCODER.encode(pruned(value, keep_null))


def sha256(text: str) -> str:
    """SHA-256 of a text, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _no_fraction(text: str) -> Any:
    raise Malformed(f"số {text[:40]} trong JSON không phải là số nguyên")


def parse_canonical(text: str) -> Any:
    """The value of a canonical JSON text; what is not canonical is refused."""
    try:
        value = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
        again = canonical(value)
    except (ValueError, RecursionError) as wrong:
        raise Malformed(f"không đọc được JSON ({type(wrong).__name__})") from None
    if again != text:
        raise Malformed("JSON không viết theo dạng chuẩn")
    return value


def check_code(fingerprint: str) -> str:
    """Mã đối chiếu: the first 120 bits of a fingerprint as six groups of four signs."""
    if not re.match(r"[0-9a-f]{64}\Z", fingerprint):
        raise Malformed("không phải là một dấu vân SHA-256: " + shown(fingerprint))
    bits, signs = int(fingerprint[:30], 16), []
    for place in range(24):
        signs.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> (115 - 5 * place) & 31])
    return " ".join("".join(signs[n : n + 4]) for n in range(0, 24, 4))


def day_of(text: Any) -> datetime.date | None:
    """A real day, or None."""
    if not isinstance(text, str) or not DATE.match(text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------------- the tables


class Column:
    """One column of a content table."""

    def __init__(self, text: str) -> None:
        match = re.match(r"(\w+)(\?)?(?::(\w+))?(?:=(\{\}|[^{]*))?(?:\{(.+)\})?\Z", text)
        assert match, text
        self.column, optional, kind, default, allowed = match.groups()
        self.optional = bool(optional)
        self.kind = kind or "text"
        self.json = self.column.endswith("_json")
        self.name = self.column[:-5] if self.json else self.column
        self.allowed = allowed.split("|") if allowed else None
        self.default: Any = None
        if default is not None:
            self.default = {} if default == "{}" else default.replace("_", " ")
            if self.kind in ("int", "bool"):
                self.default = int(default)


class Table:
    """One content table: its key columns and all columns in order."""

    def __init__(self, line: str) -> None:
        self.name, keys, *columns = line.split()
        self.keys: list[str] = keys.strip("[]").split(",")
        self.columns = [Column(text) for text in columns]
        self.by_name = {column.name: column for column in self.columns}

    def key_text(self, row: Row) -> str:
        """The key of a row as the journal writes it."""
        if len(self.keys) == 1:
            return str(row.get(self.keys[0], ""))
        return canonical([row.get(key) for key in self.keys], keep_null=True)

    def order(self, row: Row) -> tuple:
        """The key for sorting: text by code point, integers by value."""
        return tuple(row[key] for key in self.keys)

    def text_order(self, row: Row) -> tuple:
        """The key compared as text."""
        return tuple(str(row[key]) for key in self.keys)


def _tables() -> dict[str, Table]:
    lines = TABLE_TEXT.strip().replace("\n  ", " ").splitlines()
    return {table.name: table for table in map(Table, lines)}


TABLES = _tables()
SCHEMA = dict(item.split("=") for item in SCHEMA_TEXT.split())


def with_defaults(name: str, row: Row) -> Row:
    """A row with the defaults of columns that are not said."""
    full = dict(row)
    for column in TABLES[name].columns:
        if column.default is not None and column.name not in full:
            full[column.name] = column.default
    return full


# ------------------------------------------------------------------------------------------------- reading the file


class Book:
    """What a file holds, read once: meta, secrets, journal, content rows, bytes of blob columns."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.step = 0
        self.secrets: list[Row] = []
        self.ops: list[Row] = []
        self.changes: list[Row] = []
        self.checkpoints: list[Row] = []
        self.rows: Tables = {}
        self.blobs: dict[tuple[str, str], bytes] = {}  # (table, key text) -> the bytes of its BLOB column
        self.origin: dict[tuple[str, str], int] = {}  # (seal or custody, key text) -> the op that wrote the row


def check_header(path: str, report: Report) -> None:
    """The first 100 bytes: SQLite, our application id, no step we do not know."""
    try:
        with open(path, "rb") as file:
            head = file.read(100)
    except OSError as wrong:
        raise NotReadable("Không mở được tệp: %s." % (wrong.strerror or "lỗi đọc")) from None
    if len(head) < 100 or head[:16] != b"SQLite format 3\0":
        raise NotReadable("Tệp không phải là một sổ (không có phần đầu của SQLite 3).")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotReadable("Tệp không phải là Sổ Khối (mã ứng dụng khác).")
    step = int.from_bytes(head[60:64], "big")
    if step > FORMAT_STEP:
        raise NotReadable(f"Sổ ở bước cấu trúc {step}, mới hơn bước {FORMAT_STEP} mà bản kiểm tra này biết.")
    if step < FORMAT_STEP:
        raise NotReadable(f"Sổ ở bước cấu trúc {step}, cũ hơn bước {FORMAT_STEP}: mở sổ một lần bằng chương trình.")
    if head[18:20] != b"\1\1":
        report.note("Sổ đã được đổi sang kiểu ghi WAL bằng chương trình khác; ở đây chỉ đọc riêng tệp sổ.")
    if os.path.exists(path + "-journal") and os.path.getsize(path + "-journal") > 0:
        report.note("Bên cạnh sổ có tệp -journal của một lần ghi dở; ở đây chỉ kiểm tra tệp sổ như đang nằm đó.")
    if os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0:
        report.fault("thư mục của sổ", "bên cạnh sổ có tệp -wal còn số liệu chưa ghi vào sổ")


def open_read_only(path: str) -> sqlite3.Connection:
    """The file as SQLite sees it, immutable: nothing is written, no lock is taken."""
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23").replace(os.sep, "/")
    if not name.startswith("/"):
        name = "/" + name
    connection = sqlite3.connect("file:" + name + "?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    connection.execute("PRAGMA query_only=1")
    connection.execute("PRAGMA trusted_schema=0")
    connection.execute("PRAGMA cell_size_check=1")
    return connection


def check_schema(connection: sqlite3.Connection, report: Report) -> bool:
    """Every table, index, view and trigger word for word; True where it is exactly as the steps make it."""
    expected = {("table" if name in TABLES or name in JOURNAL_TABLES else "index", name) for name in SCHEMA}
    for name in [*TABLES, *JOURNAL_TABLES]:
        for n in range(AUTO_INDEXES.get(name, 1)):
            expected.add(("index", f"sqlite_autoindex_{name}_{n + 1}"))
    good, seen = no_bytes_for_text(connection, "sqlite_schema", ("type", "name", "tbl_name", "sql"), report), set()
    for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"):
        kind, name, table, sql = (decoded(value) for value in row)
        place = f"cấu trúc, {kind} {name}"
        seen.add((kind, name))
        if (kind, name) not in expected:
            report.fault(place, "không thuộc cấu trúc của sổ", None, sql or "")
            good = False
        elif name in SCHEMA and not report.same(place, "câu lệnh tạo đã khác", SCHEMA[name], sha256(sql or "")[:16]):
            good = False
        elif kind == "table" and table != name:
            report.fault(place, "tên bảng trong cấu trúc khác", name, table)
            good = False
    for kind, name in sorted(expected - seen):
        report.fault(f"cấu trúc, {kind} {name}", "không còn trong tệp")
        good = False
    return good


def no_bytes_for_text(connection: sqlite3.Connection, table: str, columns: Sequence[str], report: Report) -> bool:
    """Whether no BLOB stands where text belongs: tables that are not STRICT take one, and read here it is the same."""
    good = True
    for column in columns:
        query = f'SELECT rowid FROM "{table}" WHERE typeof("{column}") = ?'
        for (row,) in connection.execute(query, ("blob",)).fetchmany(50):
            report.fault(f"bảng {table}, dòng {row}, cột {column}", "phải là chữ", "TEXT", "BLOB")
            good = False
    return good


def decoded(value: Any) -> Any:
    """Text of the database as str; bytes that are no UTF-8 become replacement signs."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def check_pragmas(connection: sqlite3.Connection, report: Report) -> None:
    """What SQLite itself finds."""
    encoding = decoded(connection.execute("PRAGMA encoding").fetchone()[0])
    report.same("phần đầu tệp", "bảng mã của chữ", "UTF-8", encoding)
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if decoded(line) != "ok":
            report.fault("tệp", "SQLite báo tệp hỏng", "ok", decoded(line))
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(50):
        report.fault(f"bảng {decoded(row[0])}, rowid {row[1]}", "trỏ tới một dòng không có", None, decoded(row[2]))


def read_value(place: str, kind: str, value: Any, report: Report) -> Any:
    """One value of the kind its column has; another kind is named and made to fit."""
    want: Any = {"int": int, "bool": int}.get(kind, bytes)
    if kind == "blob":
        return value if isinstance(value, bytes) else b""
    if not isinstance(value, want):
        report.fault(place, "giá trị không đúng kiểu của cột", kind, type(value).__name__)
        return 0 if want is int else decoded(str(value))
    if kind == "bool" and value not in (0, 1):
        report.fault(place, "chỉ có thể là 0 hoặc 1", None, value)
    if want is int:
        return value
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        report.fault(place, "chữ không phải UTF-8")
        return decoded(value)
    if not text.isascii() and unicodedata.normalize("NFC", text) != text:
        report.fault(place, "chữ không ở dạng NFC", None, text)
    return text


def read_plain(connection: sqlite3.Connection, name: str, report: Report) -> list[Row]:
    """The rows of a table of the journal or beside it."""
    columns = JOURNAL_TABLES[name]
    order = {"op": "seq", "change": "op, n", "checkpoint": "op"}.get(name, "1")
    rows = []
    query = 'SELECT {} FROM "{}" ORDER BY {}'.format(", ".join(f'"{c}"' for c, _ in columns), name, order)
    for values in connection.execute(query):
        row = {}
        for (column, kind), value in zip(columns, values):
            if value is None and kind.endswith("?"):
                row[column] = None
            else:
                place = f"bảng {name}, {decoded(values[0])}, cột {column}"
                row[column] = read_value(place, kind.rstrip("?"), value, report)
        rows.append(row)
    return rows


def read_content(connection: sqlite3.Connection, table: Table, book: Book, report: Report) -> list[Row]:
    """The content rows of one table."""
    rows = []
    query = 'SELECT {} FROM "{}"'.format(", ".join(f'"{c.column}"' for c in table.columns), table.name)
    for values in connection.execute(query):
        row: Row = {}
        bytes_of: bytes | None = None
        for column, value in zip(table.columns, values):
            place = f"bảng {table.name}, dòng {decoded(values[0])}, cột {column.column}"
            if column.kind == "blob":
                bytes_of = read_value(place, "blob", value, report)
            elif value is not None:
                row[column.name] = content_value(place, column, read_value(place, column.kind, value, report), report)
            elif not column.optional:
                report.fault(place, "để trống mà cột này phải có giá trị")
                row[column.name] = 0 if column.kind in ("int", "bool") else ""
        rows.append(row)
        if bytes_of is not None:
            book.blobs[table.name, table.key_text(row)] = bytes_of
    try:
        rows.sort(key=table.order)
    except TypeError:
        report.fault("bảng " + table.name, "khóa của các dòng không cùng kiểu")
    return rows


def content_value(place: str, column: Column, value: Any, report: Report) -> Any:
    """The value a content row has for a column: parsed where it is JSON, within what is allowed."""
    if column.allowed and value not in column.allowed:
        report.fault(place, "giá trị không nằm trong danh sách cho phép", "|".join(column.allowed), value)
    if not column.json:
        return value
    try:
        return parse_canonical(value)
    except Malformed as wrong:
        report.fault(place, str(wrong), None, value)
        return None


def read_book(path: str, report: Report) -> Book | None:
    """The whole book, or None where its structure is not the one the documents describe."""
    check_header(path, report)
    book = Book()
    try:
        connection = open_read_only(path)
        try:
            book.step = connection.execute("PRAGMA user_version").fetchone()[0]
            check_pragmas(connection, report)
            if not check_schema(connection, report):
                report.note("Cấu trúc tệp đã khác nên không đọc các dòng.")
                return None
            book.meta = check_meta(read_plain(connection, "meta", report), report)
            no_bytes_for_text(connection, "_sqlite_migrations", ("migration_set", "name", "applied_at"), report)
            check_steps(read_plain(connection, "_sqlite_migrations", report), book.step, report)
            book.secrets = read_plain(connection, "keeper_secret", report)
            book.ops = read_plain(connection, "op", report)
            book.changes = read_plain(connection, "change", report)
            book.checkpoints = read_plain(connection, "checkpoint", report)
            for table in TABLES.values():
                book.rows[table.name] = read_content(connection, table, book, report)
        finally:
            connection.close()
    except (sqlite3.Error, OverflowError, UnicodeError, ValueError) as wrong:
        words = wrong if isinstance(wrong, sqlite3.Error) else "cấu trúc bên trong đã hỏng"
        report.fault("tệp", f"SQLite không đọc được: {words}")
        return None
    return book


def check_meta(rows: list[Row], report: Report) -> dict[str, str]:
    """meta holds book_id and nothing else."""
    meta = {row["key"]: row["value"] for row in rows}
    report.same("bảng meta", "các dòng của bảng", ["book_id"], sorted(meta))
    if not meta.get("book_id"):
        report.fault("bảng meta", "không có mã của sổ (book_id)")
    return meta


def check_steps(rows: list[Row], step: int, report: Report) -> None:
    """One row per schema step."""
    expected = [(n, "sokhoi", f"step_{n:04d}") for n in range(1, step + 1)]
    found = [(row["id"], row["migration_set"], row["name"]) for row in rows]
    for row in rows:
        if not STEP_TIME.match(row["applied_at"] or ""):
            place = f"bảng _sqlite_migrations, dòng {row['id']}"
            report.fault(place, "thời điểm không viết đúng dạng", None, row["applied_at"] or "")
    report.same("bảng _sqlite_migrations", "các bước cấu trúc", [list(e) for e in expected], [list(f) for f in found])


# ------------------------------------------------------------------------------------------------------ the journal


class Replay:
    """The journal of a book replayed from its first operation."""

    WITH_CHECKPOINT = ("create", "upgrade", "close-year", "hand-over", "receive-book", "withdraw-handover", "take-over")

    def __init__(self, book: Book, report: Report) -> None:
        self.book = book
        self.report = report
        self.state: dict[str, dict[str, Row]] = {name: {} for name in TABLES}
        self.by_seq: dict[int, Row] = {}
        self.facts: dict[int, Any] = {}
        self.changes: dict[int, list[Row]] = {}
        self.checkpoints = {row["op"]: row["digests"] for row in book.checkpoints}
        self.secrets: dict[str, str] = {}

    def run(self) -> None:
        """Everything the journal says, in order."""
        for change in self.book.changes:
            self.changes.setdefault(change["op"], []).append(change)
        known, before, ids = {op["seq"] for op in self.book.ops}, "", set()
        for seq in sorted((set(self.changes) | set(self.checkpoints)) - known):
            self.report.fault(f"nhật ký, lần sửa {seq}", "có dòng thay đổi hoặc điểm chốt của một lần sửa không có")
        if not self.book.ops:
            self.report.fault("nhật ký", "trống")
        for position, op in enumerate(self.book.ops):
            place = self.place(op)
            self.report.same(place, "số thứ tự trong nhật ký", position + 1, op["seq"])
            if op["id"] in ids or not op["id"]:
                self.report.fault(place, "mã của lần sửa trùng hoặc trống", None, op["id"])
            ids.add(op["id"])
            self.by_seq[op["seq"]] = op
            self.one(op, place, before, self.book.ops[position - 1] if position else None)
            before = op["hash"]
        self.at_the_end()

    @staticmethod
    def place(op: Row) -> str:
        """Where an operation stands."""
        return "nhật ký, lần sửa {} ({})".format(op["seq"], op["kind"])

    def one(self, op: Row, place: str, before: str, earlier: Row | None) -> None:
        """One operation: its facts, its hash, its changes, its checkpoint."""
        seq, changes = op["seq"], self.changes.get(op["seq"], [])
        try:
            facts = parse_canonical(op["facts"])
            if not isinstance(facts, dict):
                raise Malformed("không phải là một đối tượng JSON")
        except Malformed as wrong:
            self.report.fault(place + ", facts", str(wrong), None, op["facts"])
            facts = {}
        self.facts[seq] = facts
        numbers = [change["n"] for change in changes]
        self.report.same(place, "số thứ tự các thay đổi", list(range(1, len(changes) + 1)), numbers)
        self.report.same(place, "mã băm của lần sửa", self.hash(op, facts, before, changes), op["hash"])
        for change in changes:
            self.apply(change, "{}, thay đổi {} ({} {})".format(place, change["n"], change["tbl"], change["key"]), op)
        if seq in self.checkpoints:
            self.checkpoint(seq, place)
        elif op["kind"] in self.WITH_CHECKPOINT or (op["kind"] == "import" and "rows" in facts):
            self.report.fault(place, "phải có điểm chốt mà không có")
        self.meaning(op, place, facts, changes)
        self.clock(op, place, facts, earlier)

    def hash(self, op: Row, facts: Any, before: str, changes: list[Row]) -> str:
        """The hash of format-file.md §4."""
        said = {name: op[name] for name in ("at", "id", "kind", "person", "seq")}
        said["facts"] = facts
        lines = [before, canonical(said)]
        for change in changes:
            line = {"key": change["key"], "n": change["n"], "table": change["tbl"]}
            line.update({side: change[side] for side in ("before", "after") if change[side] is not None})
            lines.append(canonical(line))
        if op["seq"] in self.checkpoints:
            lines.append(self.checkpoints[op["seq"]])
        return sha256("\n".join(lines))

    def side(self, change: Row, name: str, table: Table, place: str) -> Row | None:
        """`before` or `after` as an object of known columns."""
        text = change[name]
        if text is None:
            return None
        try:
            value = parse_canonical(text)
        except Malformed as wrong:
            self.report.fault(f"{place}, {name}", str(wrong), None, text)
            return None
        if not isinstance(value, dict):
            self.report.fault(f"{place}, {name}", "không phải là một đối tượng JSON", None, text)
            return None
        known = {column.name for column in table.columns if column.kind != "blob"}
        for column in sorted(set(value) - known):
            self.report.fault(f"{place}, {name}", "cột không có trong bảng", None, column)
        return value

    def apply(self, change: Row, place: str, op: Row) -> None:
        """One change of one row."""
        table = TABLES.get(change["tbl"])
        if table is None:
            self.report.fault(place, "bảng không có trong sổ")
            return
        before, after = self.side(change, "before", table, place), self.side(change, "after", table, place)
        rows, key = self.state[table.name], change["key"]
        if change["before"] is None and change["after"] is None:
            self.report.fault(place, "thay đổi không nói gì")
        elif change["before"] is None:
            if key in rows:
                self.report.fault(place, "thêm một dòng đã có")
            rows[key] = after or {}
            self.report.same(place, "khóa của dòng mới", table.key_text(rows[key]), key)
            if table.name in ("seal", "custody"):
                self.book.origin[table.name, key] = op["seq"]
        elif change["after"] is None:
            self.report.same(place, "dòng bị xóa không như nhật ký nói", before, rows.get(key))
            rows.pop(key, None)
        else:
            self.update(rows, key, before or {}, after or {}, place, table)

    def update(self, rows: dict, key: str, before: Row, after: Row, place: str, table: Table) -> None:
        """A changed row: only the columns named, each from what it was to what it becomes."""
        if key not in rows:
            self.report.fault(place, "sửa một dòng không có")
            rows[key] = {}
        if before == after:
            self.report.fault(place, "thay đổi không đổi gì")
        row = dict(rows[key])
        for column in sorted(set(before) | set(after)):
            if column in table.keys:
                self.report.fault(place, "khóa của một dòng không bao giờ đổi", None, column)
            self.report.same(f"{place}, cột {column}", "giá trị trước khi sửa", before.get(column), row.get(column))
            if column in after:
                row[column] = after[column]
            else:
                row.pop(column, None)
        rows[key] = row

    def digests(self) -> dict[str, str]:
        """The digest of every table that has rows, as they stand now."""
        result = {}
        for name, rows in self.state.items():
            if rows:
                try:
                    ordered = sorted(rows.values(), key=TABLES[name].order)
                except (KeyError, TypeError):
                    ordered = list(rows.values())
                result[name] = sha256(canonical(ordered))
        return result

    def checkpoint(self, seq: int, place: str) -> None:
        """The digests of a checkpoint against those of the rows reached."""
        try:
            said = parse_canonical(self.checkpoints[seq])
            if not isinstance(said, dict):
                raise Malformed("không phải là một đối tượng JSON")
        except Malformed as wrong:
            self.report.fault(place + ", điểm chốt", str(wrong))
            return
        here = self.digests()
        for name in sorted(set(here) | set(said)):
            self.report.same(f"{place}, điểm chốt, bảng {name}", "mã băm của bảng", here.get(name), said.get(name))

    def meaning(self, op: Row, place: str, facts: Row, changes: list[Row]) -> None:
        """What kinds of acts with a meaning must say."""
        kind, seq = op["kind"], op["seq"]
        if (kind == "create") != (seq == 1):
            self.report.fault(place, "lần sửa đầu tiên, và chỉ lần đầu, là lập sổ (create)")
        if kind in ("create", "upgrade", "carry-copy", "view-copy") and changes:
            self.report.fault(place, "lần sửa loại này không có thay đổi nào", 0, len(changes))
        if kind in ("carry-copy", "view-copy") and set(facts) - {"clock_was_at"}:
            self.report.fault(place, "lần sửa loại này không nói thêm gì", {}, facts)
        if kind == "create":
            self.report.same(place, "mã sổ lúc lập", self.book.meta.get("book_id"), facts.get("book"))
        secret = facts.get("secret")
        if isinstance(secret, dict):
            self.secrets.update({str(key): str(value) for key, value in secret.items()})
        elif secret is not None:
            self.report.fault(place, "facts.secret không phải là một đối tượng")
        if kind in ("undo", "redo"):
            self.taken_back(op, place, facts, changes)

    def taken_back(self, op: Row, place: str, facts: Row, changes: list[Row]) -> None:
        """An undo has the changes of the op it names in reverse."""
        of = facts.get("of")
        if not isinstance(of, int) or of not in self.by_seq or of >= op["seq"]:
            self.report.fault(place, "hoàn tác một lần sửa không có", None, of)
            return
        expected = [(c["tbl"], c["key"], c["after"], c["before"]) for c in reversed(self.changes.get(of, []))]
        found = [(c["tbl"], c["key"], c["before"], c["after"]) for c in changes]
        if expected != found:
            self.report.fault(place, f"các thay đổi không phải là của lần sửa {of} đảo ngược")
        named = [(self.by_seq[of]["kind"], self.facts.get(of))]
        first = (self.facts.get(of) or {}).get("of")
        if op["kind"] == "redo" and first in self.by_seq:
            named.append((self.by_seq[first]["kind"], self.facts.get(first)))
        if (facts.get("kind"), facts.get("facts")) not in named:
            self.report.fault(place, "loại và lời của lần sửa được lấy lại", list(named[0]), facts)

    def clock(self, op: Row, place: str, facts: Row, earlier: Row | None) -> None:
        """The moment of an act; a clock that went back must be said."""
        at = moment(op["at"])
        if at is None:
            self.report.fault(place, "thời điểm không viết đúng dạng", None, op["at"])
            return
        last = moment(earlier["at"]) if earlier else None
        if last is not None and earlier is not None:
            expected = earlier["at"] if at < last else None
            self.report.same(place, "đồng hồ bị lùi (clock_was_at)", expected, facts.get("clock_was_at"))

    def at_the_end(self) -> None:
        """After the last operation: steps, secrets and rows must be those of the file."""
        step = 0
        for op in self.book.ops:
            if op["kind"] in ("create", "upgrade"):
                facts = self.facts.get(op["seq"], {})
                self.report.same(self.place(op), "bước cấu trúc trước khi nâng", step, facts.get("from"))
                step = facts["to"] if isinstance(facts.get("to"), int) else step
        self.report.same("nhật ký", "bước cấu trúc của tệp so với nhật ký", step, self.book.step)
        stored = {row["keeper"]: sha256(canonical(row)) for row in self.book.secrets}
        said = {keeper: digest for keeper, digest in self.secrets.items() if digest}
        for keeper in sorted(set(stored) | set(said)):
            place = f"bảng keeper_secret, dòng {keeper}"
            self.report.same(place, "mật khẩu so với nhật ký", said.get(keeper), stored.get(keeper))
        for name, table in TABLES.items():
            self.compare_rows(name, {table.key_text(row): row for row in self.book.rows[name]})

    def compare_rows(self, name: str, found: dict[str, Row]) -> None:
        """The rows the journal reaches against those of the file, column by column."""
        expected = self.state[name]
        for key in sorted(set(expected) | set(found)):
            place = f"bảng {name}, dòng {key}"
            if key not in found:
                self.report.fault(place, "nhật ký có dòng này, tệp không có")
            elif key not in expected:
                self.report.fault(place, "tệp có dòng này, nhật ký không có")
            elif canonical(expected[key]) != canonical(found[key]):
                for column in sorted(set(expected[key]) | set(found[key])):
                    self.report.same(
                        f"{place}, cột {column}",
                        "giá trị khác với nhật ký",
                        expected[key].get(column),
                        found[key].get(column),
                    )


def moment(text: str) -> datetime.datetime | None:
    """op.at as a moment."""
    if not MOMENT.match(text):
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


# ------------------------------------------------------------------------------------- seals, custody, papers, blobs

BY_PARENT = {  # tables without a year: the column that names the row of the table that has it
    "cell": ("sheet", "sheet"),
    "keying": ("sheet", "sheet"),
    "keying_cell": ("sheet", "sheet"),
    "evidence": ("sheet", "sheet"),
    "activity_unit": ("activity", "activity"),
    "comment": ("draft", "draft"),
    "movement_figure": ("movement", "movement"),
    "team_unit": ("team", "team"),
    "attendee": ("meeting", "meeting"),
    "opinion": ("meeting", "meeting"),
    "hand_vote": ("meeting", "meeting"),
    "ballot": ("meeting", "meeting"),
    "recount": ("ballot", "ballot"),
    "circulation_answer": ("circulation", "circulation"),
}
LIVES_ON = {  # columns that are no part of a seal
    "bloc_year": ("state",),
    "paper": ("state", "number", "symbol", "file_hash", "texts", "reprints"),
    "unit": ("active_to", "note"),
    "person": ("birth_year", "gender"),
    "household": ("note",),
}
MAY_GROW = ("decision", "paper", "honour", "rating", "past_result", "turn", "turn_exception")


def sealed_rows(name: str, rows: Iterable[Row]) -> list[Row]:
    """Rows as a seal holds them: without what lives on, in the order of their keys as text."""
    table, out = TABLES[name], []
    for row in sorted(rows, key=table.text_order):
        out.append({column: value for column, value in row.items() if column not in LIVES_ON.get(name, ())})
    return out


def own_rows(rows: Tables, year: int) -> Tables:
    """The year's own rows, by table."""
    own: Tables = {}
    for name, table in TABLES.items():
        if name in ("seal", "custody") or "year" not in table.by_name:
            continue
        own[name] = [row for row in rows[name] if row.get("year") == year]
    own["decision"] = [row for row in rows["decision"] if row.get("year") in (year, None)]
    own["paper"] = [row for row in own["paper"] if row.get("state") != "draft"]
    for name, (column, parent) in BY_PARENT.items():
        parents = {row.get("key") for row in own[parent]}
        own[name] = [row for row in rows[name] if row.get(column) in parents]
    return own


def shared_rows(rows: Tables, own: Tables, year: int) -> Tables:
    """The facts of the book that the results of the year rest on."""
    end = f"{year}-12-31"
    beside = [row for row in rows["setting"] if row["key"] == f"regulations.beside.{year}"]
    scorers = [row for row in rows["setting"] if row["key"] == f"scorers.{year}"]
    forms = {row["form"] for name in ("year_form", "sheet") for row in own[name]}
    nodes = [row for row in rows["form_node"] if row["form"] in forms]
    days_off = [row for row in rows["setting"] if row["key"] == f"days-off.{year}" and count_days(nodes)]
    members = {row["unit"] for row in own["membership"]}
    persons = {row.get("person") for name in ("term", "registered_title", "proposal") for row in own[name]}
    households = {row.get("household") for name in ("registered_title", "proposal") for row in own[name]}
    events = {row["event"] for row in rows["lineage_unit"] if row["unit"] in members}
    lineage = [row for row in rows["lineage"] if row["key"] in events and row["date"] <= end]
    told = {row["key"] for row in lineage}
    regulations = {row.get("regulation") for row in own["bloc_year"]}
    for row in beside:
        regulations.update(key for key in row.get("value") or [] if isinstance(key, str))
    blobs = {row.get("blob") for name in ("evidence", "attached") for row in own[name]}
    return {
        "setting": [*beside, *days_off, *scorers],
        "unit": [row for row in rows["unit"] if row["key"] in members],
        "unit_row": [row for row in rows["unit_row"] if row["unit"] in members and row["from_date"] <= end],
        "person": [row for row in rows["person"] if row["key"] in persons],
        "household": [row for row in rows["household"] if row["key"] in households],
        "lineage": lineage,
        "lineage_unit": [row for row in rows["lineage_unit"] if row["event"] in told],
        "regulation": [row for row in rows["regulation"] if row["key"] in regulations],
        "rule": [row for row in rows["rule"] if row["regulation"] in regulations],
        "form": [row for row in rows["form"] if row["key"] in forms],
        "form_node": nodes,
        "blob": [row for row in rows["blob"] if row["sha256"] in blobs],
    }


def count_days(nodes: list[Row]) -> bool:
    """Whether some form counts days by the days off of its year."""
    parts = [part for node in nodes for part in listed((node.get("spec") or {}).get("parts"))]
    return any(part.get("kind") in ("by-deadline/2", "late-per-day/2") for part in parts)


def unpack(data: bytes) -> str:
    """The text of a seal's content."""
    machine = zlib.decompressobj()
    try:
        raw = machine.decompress(data, MOST_BYTES)
        if machine.unconsumed_tail or not machine.eof:
            raise Malformed("gói nén dở dang hoặc quá lớn")
        if machine.unused_data:
            raise Malformed("sau gói nén còn dữ liệu thừa")
        return raw.decode("utf-8")
    except zlib.error:
        raise Malformed("gói nén hỏng") from None
    except UnicodeDecodeError:
        raise Malformed("nội dung không phải UTF-8") from None


class Seals:
    """The seals and handovers of a book."""

    def __init__(self, rows: Tables, report: Report, book: Book | None, book_id: str | None) -> None:
        self.rows = rows
        self.report = report
        self.book = book
        self.book_id = book_id
        self.content: dict[tuple[int, int], Row] = {}  # (year, n) -> the sealed object, of seals that hold
        self.ops = {op["seq"]: op for op in book.ops} if book else {}
        self.fingerprints = [row["fingerprint"] for row in rows["seal"]]
        self.untold: set[int] = set()  # handovers whose code is typed from the paper before anybody is told it

    def in_order(self, name: str) -> list[Row]:
        """Rows of seal or custody in the order they were made, where the journal tells it."""
        table = TABLES[name]
        origin = self.book.origin if self.book else {}
        return sorted(self.rows[name], key=lambda row: (origin.get((name, table.key_text(row)), 0), table.order(row)))

    def newest_before(self, name: str, row: Row) -> str | None:
        """The newest of the seals written before the op that wrote a row: of them the first, by year and n, that none
        of them names as the one before it. Several may come by one import, whose order no op tells."""

        def origin(of: str, one: Row) -> int:
            return self.book.origin.get((of, TABLES[of].key_text(one)), 0) if self.book else 0

        there = [seal for seal in self.rows["seal"] if origin("seal", seal) < origin(name, row)]
        named = {seal.get("previous") for seal in there}
        ends = [seal for seal in there if seal["fingerprint"] not in named]
        return min(ends, key=TABLES["seal"].order)["fingerprint"] if ends else None

    def check(self, contents: dict[tuple[str, str], bytes]) -> None:
        """Every seal, every handover."""
        numbers: dict[int, int] = {}
        for row in self.in_order("seal"):
            place = "khóa sổ năm {}, lần {}".format(row["year"], row["n"])
            numbers[row["year"]] = numbers.get(row["year"], 0) + 1
            self.report.same(place, "số thứ tự của lần khóa sổ", numbers[row["year"]], row["n"])
            self.seal(row, place, contents.get(("seal", TABLES["seal"].key_text(row)), b""))
            own = self.head(row, place, "seal", "close-year")
            if own:
                self.report.same(
                    place, "dấu vân của lần khóa sổ trước", self.newest_before("seal", row), row.get("previous")
                )
            elif row.get("previous") is not None and row["previous"] not in self.fingerprints:
                self.report.fault(place, "lần khóa sổ trước không có trong sổ", None, row["previous"])
        for position, row in enumerate(self.in_order("custody")):
            place = "bàn giao lần {}".format(row["n"])
            self.report.same(place, "số thứ tự của lần bàn giao", position + 1, row["n"])
            self.custody(row, place)
        self.every_closing()

    def seal(self, row: Row, place: str, packed: bytes) -> None:
        """One seal: its content, its fingerprint, the rows it holds."""
        try:
            text = unpack(packed)
            head = "{}\n{}\n".format(row.get("previous") or "", row["journal_head"])
            if not self.report.same(place, "dấu vân tính lại", sha256(head + text), row["fingerprint"]):
                return
            content = parse_canonical(text)
            if not isinstance(content, dict):
                raise Malformed("nội dung không phải là một đối tượng JSON")
        except Malformed as wrong:
            self.report.fault(place + ", nội dung", str(wrong))
            return
        expected = {"format": "so-khoi-seal", "version": 1, "year": row["year"], "n": row["n"], "engine": row["engine"]}
        if self.book_id is not None and not self.imported("seal", row):
            expected["book"] = self.book_id
        for name, value in expected.items():
            self.report.same(f"{place}, nội dung, {name}", "khác với sổ", value, content.get(name))
        members = {"format", "version", "book", "year", "n", "engine", "rows", "shared", "results"}
        self.report.same(place + ", nội dung", "các phần của nội dung", sorted(members), sorted(content))
        self.content[row["year"], row["n"]] = content
        opened = [word for word in ("on", "by", "reason") if row.get("reopened_" + word)]
        if opened and not ("on" in opened and "reason" in opened):
            self.report.fault(place, "đã mở lại mà thiếu ngày hoặc lý do", None, ", ".join(opened))
        if not opened:
            own = own_rows(self.rows, row["year"])
            for one in own["bloc_year"]:
                if one.get("state") == "open":
                    self.report.fault(place, "năm đã khóa sổ, chưa mở lại mà ghi là đang mở", None, "open")
            self.compare(place + ", số liệu của năm", own, content.get("rows"))
            self.compare(place + ", số liệu chung", shared_rows(self.rows, own, row["year"]), content.get("shared"))

    def imported(self, table: str, row: Row) -> bool:
        """Whether a row came by import (a document does not tell): it then names the book it comes from."""
        if self.book is None:
            return True
        seq = self.book.origin.get((table, TABLES[table].key_text(row)), 0)
        return self.ops.get(seq, {"kind": ""})["kind"] == "import"

    def compare(self, place: str, here: Tables, sealed: Any) -> None:
        """The rows of a closed year against those of its seal."""
        if not isinstance(sealed, dict):
            self.report.fault(place, "không đọc được trong nội dung đã khóa")
            return
        for name in sorted(set(here) | set(sealed)):
            where, rows = f"{place}, bảng {name}", sealed.get(name, [])
            if name not in here or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self.report.fault(where, "bảng không thuộc phần này của lần khóa sổ")
                continue
            table = TABLES[name]
            then = {table.key_text(row): canonical(row) for row in sealed_rows(name, rows)}
            now = {table.key_text(row): canonical(row) for row in sealed_rows(name, here[name])}
            for key in sorted(set(then) | set(now)):
                if key in then or name not in MAY_GROW:
                    self.report.same(f"{where}, dòng {key}", "khác với lúc khóa sổ", then.get(key), now.get(key))

    def head(self, row: Row, place: str, table: str, kind: str) -> bool:
        """The journal before the act that wrote the row; False where the row came by import or there is no journal."""
        if self.book is None:
            return False
        seq = self.book.origin.get((table, TABLES[table].key_text(row)), 0)
        op = self.ops.get(seq)
        if op is None or op["kind"] == "import":
            return False
        self.report.same(place, "loại của lần sửa đã ghi dòng này", kind, op["kind"])
        earlier = self.ops.get(seq - 1, {"hash": ""})
        self.report.same(place, "đầu nhật ký lúc đó", earlier["hash"], row["journal_head"])
        try:
            facts = parse_canonical(op["facts"])
            code = check_code(row["fingerprint"])
        except Malformed as wrong:
            self.report.fault(place, str(wrong))
            return True
        self.report.same(place, "Mã đối chiếu ghi trong nhật ký", code, facts.get("code"))
        for name in ("year", "n") if kind == "close-year" else ():
            self.report.same(f"{place}, {name} trong nhật ký", "khác với dòng khóa sổ", row[name], facts.get(name))
        return True

    def every_closing(self) -> None:
        """Each act of closing or handing over wrote its row."""
        if self.book is None:
            return
        wrote = set(self.book.origin.values())
        for op in self.book.ops:
            if op["kind"] in ("close-year", "hand-over") and op["seq"] not in wrote:
                self.report.fault(Replay.place(op), "lần sửa này không ghi dòng khóa sổ hay bàn giao nào")

    def custody(self, row: Row, place: str) -> None:
        """One handover."""
        left_out = ("fingerprint", "received_on", "received_by", "withdrawn_on", "withdrawn_reason")
        said = {name: value for name, value in row.items() if name not in left_out}
        self.report.same(place, "dấu vân tính lại", sha256(canonical(said)), row["fingerprint"])
        if self.book_id is not None and not self.imported("custody", row):
            self.report.same(place, "mã sổ", self.book_id, row["book"])
        own = self.head(row, place, "custody", "hand-over")
        if row["seal"] not in self.fingerprints:
            self.report.fault(place, "lần khóa sổ được nêu không có trong sổ", None, row["seal"])
        elif own:
            newest = self.newest_before("custody", row)
            self.report.same(place, "lần khóa sổ mới nhất lúc bàn giao", newest, row["seal"])
        if not row.get("received_on") and not row.get("withdrawn_on"):
            carried = bool(self.book and self.book.ops and self.book.ops[-1]["kind"] == "carry-copy")
            words = "đây là tệp mang đi" if carried else "đây là tệp ở lại"
            self.report.note("Bàn giao lần {} chưa nhận, sổ chỉ để xem; {}.".format(row["n"], words))
            if carried:
                self.untold.add(row["n"])


NAMED_SOURCES = {  # format-scoring.md §10: sources that name one of several, and whether a movement has it
    "indicator-result": True,
    "indicator-percent": True,
    "indicator-plan": True,
    "quality-level": False,
}


def check_year_lines(rows: Tables, report: Report) -> None:
    """What carries a file, and from what an input is filled."""
    years = {
        "pledge": {row["year"]: row["year"] for row in rows["pledge"]},
        "movement": {row["key"]: row["year"] for row in rows["movement"]},
        "work": {row["key"]: row["year"] for row in rows["work"]},
    }
    for row in rows["attached"]:
        held = [(name, row[name]) for name in years if row.get(name) is not None]
        place = "bảng attached, dòng {}".format(row["key"])
        report.same(place, "số nơi mang tệp", 1, len(held))
        for name, key in held:
            report.same(place, "năm của nơi mang tệp", row["year"], years[name].get(key))
    for row in rows["log_feed"]:
        place = "bảng log_feed, dòng {} {} {}".format(row["year"], row["item"], row["input"])
        of_movement = NAMED_SOURCES.get(row["source"])
        report.same(place, "có nêu phong trào", of_movement is True, row.get("movement") is not None)
        report.same(place, "có nêu chỉ tiêu hoặc mức", of_movement is not None, bool(row.get("named")))


def check_papers(rows: Tables, contents: dict[tuple[str, str], bytes], report: Report) -> None:
    """The digests beside papers and attachments."""
    for row in rows["paper"]:
        if row.get("content_digest") is not None:
            place = "bảng paper, dòng {}".format(row["key"])
            found = sha256(canonical(row["content"])) if row.get("content") is not None else None
            report.same(place, "mã băm của nội dung văn bản", row["content_digest"], found)
    for row in rows["blob"]:
        data = contents.get(("blob", row["sha256"]))
        if data is not None:
            place = "bảng blob, dòng {}".format(row["sha256"])
            report.same(place, "mã băm của tệp đính kèm", row["sha256"], hashlib.sha256(data).hexdigest())
            report.same(place, "cỡ của tệp đính kèm", row["size"], len(data))


# ----------------------------------------------------------------------------------------- the interchange document


def _pairs(pairs: list) -> dict:
    result: dict = {}
    for name, value in pairs:
        if name in result:
            raise Malformed(f"một đối tượng nói hai lần “{name}”")
        result[name] = value
    return result


def _exact(text: str) -> str:
    """A fraction typed as a number, read exactly into canonical text."""
    if len(text) > MOST_NUMBER or re.search(r"[eE][+-]?[0-9]{4}", text):
        raise Malformed("số quá dài")
    return number_text(Fraction(text))


def read_document(path: str, report: Report) -> tuple[Tables, dict[tuple[str, str], bytes], str | None]:
    """The content rows of an exported document, the bytes of seals and attachments, the id of its book."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        document = json.loads(text, parse_float=_exact, parse_constant=_no_fraction, object_pairs_hook=_pairs)
    except OSError as wrong:
        raise NotReadable("Không mở được tệp: %s." % (wrong.strerror or "lỗi đọc")) from None
    except (ValueError, RecursionError, Malformed) as wrong:
        why = str(wrong) if isinstance(wrong, Malformed) else "không phải JSON UTF-8"
        raise NotReadable(f"Không đọc được tệp trao đổi: {why}.") from None
    if not isinstance(document, dict) or document.get("format") != "so-khoi" or document.get("version") != 1:
        raise NotReadable("Tệp không phải là tệp trao đổi của Sổ Khối, phiên bản 1.")
    rows: Tables = {name: [] for name in TABLES}
    contents: dict[tuple[str, str], bytes] = {}
    for name, value in document.items():
        if name in ("format", "version", "book", "about"):
            continue
        if name not in TABLES or not isinstance(value, list):
            report.fault(f"tệp trao đổi, “{name}”", "không phải là một bảng của sổ")
            continue
        read_table(TABLES[name], value, rows, contents, report)
    for row in rows["blob"]:
        read_attachment(os.path.splitext(path)[0] + ".files", row["sha256"], contents, report)
    book = document.get("book")
    return rows, contents, book if isinstance(book, str) else None


def read_table(table: Table, value: list, rows: Tables, contents: dict, report: Report) -> None:
    """The rows of one table of a document."""
    seen = set()
    for position, found in enumerate(value):
        place = f"tệp trao đổi, bảng {table.name}, dòng thứ {position + 1}"
        if not isinstance(found, dict):
            report.fault(place, "không phải là một đối tượng")
            continue
        row = document_row(table, found, place, report)
        if row is None:
            continue
        key = table.key_text(row)
        if key in seen:
            report.fault(place, "khóa lặp lại", None, key)
            continue
        seen.add(key)
        rows[table.name].append(row)
        if table.name == "seal":
            try:
                contents["seal", key] = base64.b64decode(str(found.get("content", "")), validate=True)
            except ValueError:
                report.fault(place + ", content", "không phải base64")
    rows[table.name].sort(key=table.order)


def document_row(table: Table, found: Row, place: str, report: Report) -> Row | None:
    """One row of a document as a content row: defaults filled in, yes/no as 0 and 1; None where its key is missing."""
    row: Row = {}
    for name in sorted(set(found) - set(table.by_name)):
        report.fault(f"{place}, {name}", "cột không có trong bảng")
    for column in table.columns:
        where, value = f"{place}, {column.name}", found.get(column.name, column.default)
        if column.kind == "blob":
            continue
        if value is None:
            if not column.optional:
                report.fault(where, "không nói mà cột này phải có giá trị")
                if column.name in table.keys:
                    return None
                row[column.name] = {"int": 0, "bool": 0}.get(column.kind, "")
            continue
        if column.kind == "bool" and isinstance(value, bool):
            value = int(value)
        if not column.json and (isinstance(value, bool) or not isinstance(value, (int, str))):
            report.fault(where, "giá trị không đúng kiểu của cột", None, value)
            value = ""
        if not column.json and isinstance(value, str) != (column.kind == "text"):
            report.fault(where, "giá trị không đúng kiểu của cột", column.kind, value)
            value = str(value) if column.kind == "text" else 0
        if column.allowed and value not in column.allowed:
            report.fault(where, "giá trị không nằm trong danh sách cho phép", "|".join(column.allowed), value)
        row[column.name] = value
    return row


def read_attachment(folder: str, digest: str, contents: dict, report: Report) -> None:
    """The bytes of an attachment in the folder beside the document."""
    if not re.match(r"[0-9a-f]{64}\Z", digest) or not os.path.isdir(folder):
        report.note(f"Không thấy tệp đính kèm {digest[:16]} bên cạnh tệp trao đổi.")
        return
    for name in os.listdir(folder):
        if name.startswith(digest):
            with open(os.path.join(folder, name), "rb") as file:
                contents["blob", digest] = file.read()


# ------------------------------------------------------------------------------------------------ values, questions


class NoNumber:
    """A value that is no number: blank, notassigned, notranked or pending (with its questions)."""

    def __init__(self, kind: str, questions: Iterable[tuple[str, str]] = ()) -> None:
        self.kind = kind
        self.questions = list(dict.fromkeys(questions))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoNumber) and (self.kind, self.questions) == (other.kind, other.questions)

    def __hash__(self) -> int:
        return hash(self.kind)


Value = Any  # Fraction or NoNumber
BLANK, NOT_ASSIGNED, NOT_RANKED = NoNumber("blank"), NoNumber("notassigned"), NoNumber("notranked")
WORDS = {
    "blank": "chưa có điểm",
    "notassigned": "không giao",
    "notranked": "không xếp hạng",
    "pending": "chờ quyết định",
}
EFFECTS = ("base", "bonus", "penalty")


def is_number(value: Value) -> bool:
    """Whether a value is a number."""
    return isinstance(value, Fraction)


def is_a(value: Value, kind: str) -> bool:
    """Whether a value is no number of this kind."""
    return isinstance(value, NoNumber) and value.kind == kind


def add(values: Iterable[Value]) -> Value:
    """The sum of format-scoring.md §1."""
    every = list(values)
    left = [value for value in every if not is_a(value, "notassigned")]
    if every and not left:
        return NOT_ASSIGNED
    for value in left:
        if is_a(value, "notranked"):
            return value
    pending = [value for value in left if is_a(value, "pending")]
    if pending:
        return NoNumber("pending", [question for value in pending for question in value.questions])
    if any(is_a(value, "blank") for value in left):
        return BLANK
    return sum(left, Fraction(0))


def times(value: Value, factor: Fraction) -> Value:
    """A number times a weight; what is no number keeps its kind."""
    return value * factor if is_number(value) else value


def minus(value: Value) -> Value:
    """The negative of a value."""
    return times(value, Fraction(-1))


def rounded(value: Value, rule: Any) -> Value:
    """A number rounded to a multiple of the rule's step."""
    if not rule or not is_number(value):
        return value
    step, mode = number(rule["step"]), rule.get("mode", "half-up")
    if step <= 0:
        raise Malformed("bước làm tròn phải lớn hơn 0")
    quotient = abs(value) / step
    whole = quotient.numerator // quotient.denominator
    rest, half = quotient - whole, Fraction(1, 2)
    ups = {
        "half-up": rest >= half,
        "up": rest > 0,
        "half-even": rest > half or (rest == half and whole % 2 == 1),
        "down": False,
    }
    if mode not in ups:
        raise Malformed("cách làm tròn không có trong tài liệu: " + shown(mode))
    result = (whole + (1 if ups[mode] else 0)) * step
    return -result if value < 0 else result


def whole_part(value: Fraction) -> Fraction:
    """The quotient rounded down."""
    return Fraction(value.numerator // value.denominator)


def said(spec: Any, name: str) -> Fraction | None:
    """A number of a spec, or None where it is not said."""
    value = spec.get(name) if isinstance(spec, dict) else None
    return None if value is None else number(value)


def listed(value: Any) -> list:
    """A list of a spec; not said is empty."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Malformed("phải là một danh sách: " + shown(value))
    return value


def value_json(value: Value) -> Any:
    """A value as it stands in results: canonical text, or what it is instead."""
    return number_text(value) if is_number(value) else {"no_number": WORDS[value.kind]}


class Decisions:
    """Which decisions hold in a year, and the questions that stay open."""

    def __init__(self, rows: list[Row], year: int, suspended: Callable[[Row], bool] | None = None) -> None:
        superseded = {row.get("supersedes") for row in rows}
        self.open: dict[tuple[str, str], Any] = {}
        self.by: dict[tuple[str, str], list[Row]] = {}
        for row in sorted(rows, key=lambda row: str(row["key"])):
            if row.get("year") not in (year, None) or row["key"] in superseded:
                continue
            if suspended is None or not suspended(row):
                self.by.setdefault((row["question"], row["subject"]), []).append(row)

    def answer(self, question: str, subject: str, facts: Any) -> Any:
        """The choice that holds, or None."""
        digest = sha256(canonical(facts, keep_null=True)) if facts is not None else None
        holding = [row for row in self.by.get((question, subject), []) if not stale(row, digest)]
        if len({canonical(row.get("choice")) for row in holding}) != 1:
            return None
        return holding[0].get("choice")

    def ask(self, question: str, subject: str, facts: Any) -> Any:
        """The choice that holds; without one the question is open."""
        choice = self.answer(question, subject, facts)
        if choice is None:
            self.leave_open(question, subject, facts)
        return choice

    def leave_open(self, question: str, subject: str, facts: Any) -> NoNumber:
        """The question stays open; the value that waits for it."""
        self.open[question, subject] = facts
        return NoNumber("pending", [(question, subject)])


def stale(row: Row, digest: str | None) -> bool:
    """Whether the facts a decision was made on are no longer those of today."""
    return row.get("facts_digest") is not None and digest not in (row["facts_digest"], row.get("confirmed_digest"))


# ----------------------------------------------------------------------------------------------- the parts of an item

PLACED = "by-place-of-points/1"
COMPARING = ("by-place/1", "leader-relative/1", "leader-exceed/1")
EXEMPTING = ("deduct-per-case/1", "lose-below/1", "lose-below-target/1", "late-per-day/1", "late-per-day/2")
LOSING = (*EXEMPTING, "missing-document/1")
RELIEVED = (*LOSING, "by-deadline/1", "by-deadline/2")
FIXED_DAYS_OFF = ("01-01", "04-30", "05-01", "09-02")


def input_names(part: Row) -> list[str]:
    """The own inputs of a part, in the order of its parameters."""
    kind, params = part["kind"], part.get("params") or {}
    if kind in ("share-of-target/1", "over-target/1"):
        names = [params["percent"]] if params.get("percent") is not None else [params["done"], params["target"]]
    elif kind in ("lose-below-target/1", "leader-exceed/1"):
        names = [params["done"], params["target"]]
    elif kind == "two-way-bands/1":
        names = [params["row"], params["column"]]
    elif kind in ("deduct-per-case/1", "earn-per-case/1"):
        names = [case["input"] for case in listed(params["cases"])]
    elif kind in ("full/1", PLACED) or (kind == "by-hand/1" and params.get("input") is None):
        names = []
    else:
        names = [params["input"]]
    return list(dict.fromkeys(names))


def entered(spec: Row, cell: Row) -> dict[str, Any]:
    """The inputs of a cell that the item declares, numbers as fractions."""
    given, values = cell.get("inputs") or {}, {}
    for one in listed(spec.get("inputs")):
        value = given.get(one["id"])
        if value is not None:
            is_figure = one.get("type") in ("points", "count", "figure", "percent")
            values[one["id"]] = number(value) if is_figure else value
    return values


def with_left(spec: Row, cell: Row, values: dict[str, Any], begun: bool) -> dict[str, Any]:
    """The inputs with those that may be left, as 0, no, no tick, not done; not where units are compared and the sheet
    holds no cell."""
    every = listed(spec.get("inputs"))
    if not begun and any(part["kind"] in COMPARING for part in listed(spec.get("parts"))):
        return values
    left: dict[str, Any] = {}
    for one in every:
        if one.get("left") is True:
            ticks = [False] * len(listed(one.get("choices")))
            left[one["id"]] = {"yes-no": False, "checks": ticks, "date": "none"}.get(one.get("type"), Fraction(0))
    if not values and (cell.get("stated") or len(left) < len(every)):
        return values
    return {**left, **values}


def in_bands(value: Fraction, bands: list) -> list[int]:
    """Places of the bands that hold a value, by their own inclusive ends."""
    found = []
    for place, band in enumerate(bands):
        low, high = said(band, "from"), said(band, "to")
        if low is not None and not (value > low or (value == low and band.get("from_inclusive"))):
            continue
        if high is not None and not (value < high or (value == high and band.get("to_inclusive"))):
            continue
        found.append(place)
    return found


class Part:
    """One part of an item on one sheet: what it gives before needs, one_of and the item's own bounds."""

    def __init__(self, work: ItemWork, spec: Row) -> None:
        self.work = work
        self.spec = spec
        self.id, self.effect, self.kind = spec["id"], spec["effect"], spec["kind"]
        self.params: Row = spec.get("params") or {}
        self.inputs = work.inputs
        self.own = input_names(spec)
        self.value = self.speak()

    def speak(self) -> Value | None:
        """The part's points; None where it is silent."""
        if self.kind == "full/1":
            return self.bounded(number(self.params["points"])) if self.inputs else None
        if self.kind == PLACED:
            return self.bounded(KINDS[PLACED](self)) if self.place() is not None else None
        absent = [name for name in self.own if name not in self.inputs]
        if len(absent) == len(self.own):
            return None
        if absent and not set(absent) <= self.spare():
            return BLANK
        self.inputs = {**self.inputs, **{name: Fraction(0) for name in absent}}
        maker = KINDS.get(self.kind)
        if maker is None:
            raise Malformed(f"loại phần “{self.kind}” không có trong tài liệu")
        return self.bounded(maker(self))

    def place(self) -> int | None:
        """How many units are ahead in the points compared; None before they stand."""
        return self.work.sheet.ahead.get((self.work.node.key, self.id))

    def spare(self) -> set[str]:
        """Inputs of cases that need not be told: 0 where another own input stands."""
        optional = {one["id"] for one in listed(self.work.spec.get("inputs")) if one.get("optional")}
        return optional & {case["input"] for case in listed(self.params.get("cases"))}

    def bounded(self, value: Value) -> Value:
        """Rounding, floor and cap of the part."""
        value = rounded(value, self.spec.get("rounding"))
        floor, cap = said(self.spec, "floor"), said(self.spec, "cap")
        if is_number(value) and floor is not None:
            value = max(value, floor)
        if is_number(value) and cap is not None and value > cap:
            if self.effect != "penalty":
                self.work.excess(self.effect, "over-cap", value, cap, "computed")
            value = cap
        return value

    def figure(self, name: str) -> Fraction:
        """A parameter's input as a number; true is 1, false 0."""
        value = self.inputs[self.params[name]]
        return number(int(value)) if isinstance(value, bool) else value if is_number(value) else number(value)

    def param(self, name: str, otherwise: Fraction | None = None) -> Fraction:
        """A number among the parameters."""
        value = said(self.params, name)
        if value is None:
            value = otherwise
        if value is None:
            raise Malformed(f"phần “{self.id}” thiếu tham số “{name}”")
        return value

    def ask(self, question: str, facts: Row) -> Value:
        """What a decision says in the place of the part's points."""
        choice = self.work.answer(question, "/" + self.id, facts)
        if choice == "not-assigned":
            return NOT_ASSIGNED
        if choice == "not-ranked":
            return NOT_RANKED
        try:
            return number(choice)
        except Malformed:
            return self.work.pending(question, "/" + self.id, facts)

    def of_form(self, question: str, words: tuple[str, str]) -> tuple[str, ...]:
        """The word that is decided once for the form; both where nobody did."""
        sheet = self.work.sheet
        choice = sheet.decisions.answer(question, sheet.form.key, {})
        return (choice,) if choice in words else words

    def open_of_form(self, question: str) -> NoNumber:
        """A question about the whole form stays open."""
        return self.work.sheet.decisions.leave_open(question, self.work.sheet.form.key, {})

    def worth(self, value: Any) -> Value:
        """A number, or the word not-ranked."""
        return NOT_RANKED if value == "not-ranked" else number(value)

    def relief(self) -> Row:
        """What a decision relieves."""
        if self.kind not in RELIEVED:
            return {}
        facts = {name: plain(self.work.entered[name]) for name in self.own if name in self.work.entered}
        choice = self.work.answer("score.relief", "/" + self.id, facts)
        return choice if isinstance(choice, dict) else {}

    def lost(self, amount: Fraction, most: str = "most") -> Fraction:
        """Points lost, at most `most`, and what is left of `from` where that is said."""
        limit = said(self.params, most)
        if limit is not None:
            amount = min(amount, limit)
        if self.kind in EXEMPTING and self.relief().get("exempt") is True:
            amount = Fraction(0)
        start = said(self.params, "from")
        return amount if start is None else start - amount

    def due(self) -> str:
        """The deadline, or the later day a relief gives."""
        due, until = self.params["deadline"], self.relief().get("until")
        if day_of(due) is None:
            raise Malformed("hạn không phải là một ngày: " + shown(due))
        return max(due, until) if day_of(until) else due

    def share(self) -> Fraction | None:
        """percent ÷ 100 or done ÷ target; None for a target of 0."""
        if self.params.get("percent") is not None:
            return self.figure("percent") / 100
        target = self.figure("target")
        return self.figure("done") / target if target else None

    def no_target(self) -> Value:
        """The question about a target of 0."""
        facts = {name: number_text(self.figure(name)) for name in ("done", "target")}
        return self.ask("score.no-target", facts)

    def parts_of(self, short: Fraction) -> Fraction:
        """How much is lost for what is short: whole or broken units."""
        parts = short / self.positive("unit")
        return (whole_part(parts) if self.params.get("whole") else parts) * self.param("per")

    def positive(self, name: str, otherwise: Fraction | None = None) -> Fraction:
        """A parameter one divides by."""
        value = self.param(name, otherwise)
        if value <= 0:
            raise Malformed(f"tham số “{name}” phải lớn hơn 0")
        return value


def plain(value: Any) -> Any:
    """An input as it stands among facts."""
    return number_text(value) if is_number(value) else value


def kind_by_hand(part: Part) -> Value:
    """The number entered."""
    return part.figure("input")


def kind_pass_fail(part: Part) -> Value:
    """Yes or no."""
    return part.param("pass" if part.inputs[part.params["input"]] is True else "fail")


def kind_checklist(part: Part) -> Value:
    """The sum of what is ticked."""
    ticks, values = listed(part.inputs[part.params["input"]]), listed(part.params["values"])
    if len(ticks) != len(values):
        return BLANK
    return sum((number(values[n]) for n, tick in enumerate(ticks) if tick is True), Fraction(0))


def kind_share_of_target(part: Part) -> Value:
    """Points by the share reached."""
    share = part.share()
    if share is None:
        return part.no_target()
    limit, least = said(part.params, "limit"), said(part.params, "least")
    if least is not None and share < least / 100:
        return Fraction(0)
    return part.param("points") * (share if limit is None else min(share, limit / 100))


def kind_over_target(part: Part) -> Value:
    """Points by what is over the target."""
    share = part.share()
    return part.no_target() if share is None else part.param("points") * max(share - 1, Fraction(0))


def band_name(band: Row) -> str:
    """A band's ends as a subject writes them."""
    low, high = (said(band, end) for end in ("from", "to"))
    ends = ["" if end is None else number_text(end) for end in (low, high)]
    return "{}{};{}{}".format(
        "[" if band.get("from_inclusive") else "(", *ends, "]" if band.get("to_inclusive") else ")"
    )


def concerned(value: Fraction, bands: list, found: list[int]) -> list[int]:
    """The bands between which a form decides: those that hold the value, else the nearest on both its sides."""
    if found:
        return found
    lows, highs = [said(band, "from") for band in bands], [said(band, "to") for band in bands]
    below = [high for high in highs if high is not None and high <= value]
    above = [low for low in lows if low is not None and low >= value]
    if not below or not above:
        return []
    return [n for n in range(len(bands)) if highs[n] == max(below) or lows[n] == min(above)]


def the_band(part: Part, value: Fraction, bands: list) -> int | NoNumber | None:
    """The place of the band that counts; a form's open question; None where the cell alone can be asked."""
    found = in_bands(value, bands)
    if len(found) == 1:
        return found[0]
    places = concerned(value, bands, found)
    if len(places) < 2:
        return None
    names = sorted({band_name(bands[n]) for n in places})
    question, subject = (
        "form.band-overlap" if found else "form.band-gap",
        part.work.sheet.form.key + "/" + "+".join(names),
    )
    choice = part.work.sheet.decisions.answer(question, subject, {"bands": names})
    chosen = [n for n in places if band_name(bands[n]) == choice]
    return chosen[0] if chosen else part.work.sheet.decisions.leave_open(question, subject, {"bands": names})


def decides(choice: Any) -> bool:
    """Whether a choice says points or takes the part out."""
    try:
        return choice in ("not-assigned", "not-ranked") or number(choice) is not None
    except Malformed:
        return False


def in_table(part: Part, question: tuple[list[int], Row], ways: list[tuple[Fraction, list]]) -> list[int] | Value:
    """The band of each way in; else what a decision on the cell says, or an open question."""
    places: list[Any] = [None if len(in_bands(*way)) != 1 else in_bands(*way)[0] for way in ways]
    if None not in places:
        return places
    name, facts = "score.band-overlap" if question[0] else "score.band-gap", question[1]
    if decides(part.work.answer(name, "/" + part.id, facts)):
        return part.ask(name, facts)
    places = []
    for way in ways:
        place = the_band(part, *way)
        if place is None:
            here = in_bands(*way)
            return part.ask("score.band-overlap" if here else "score.band-gap", facts)
        if isinstance(place, NoNumber):
            return place
        places.append(place)
    return places


def kind_bands(part: Part) -> Value:
    """The points of the one band."""
    value, bands = part.figure("input"), listed(part.params["bands"])
    found = in_table(part, (in_bands(value, bands), {"value": number_text(value)}), [(value, bands)])
    return number(bands[found[0]]["points"]) if isinstance(found, list) else found


def kind_two_way(part: Part) -> Value:
    """The points of a table with two ways in."""
    row, column = part.figure("row"), part.figure("column")
    facts = {"row": number_text(row), "column": number_text(column)}
    ways = [(row, listed(part.params["rows"])), (column, listed(part.params["columns"]))]
    held = [in_bands(*way) for way in ways]
    found = in_table(part, (held[0] if len(held[0]) != 1 else held[1], facts), ways)
    return number(part.params["points"][found[0]][found[1]]) if isinstance(found, list) else found


def kind_extra_units(part: Part) -> Value:
    """Points per unit above a mark."""
    value, above = part.figure("input"), part.param("above")
    return Fraction(0) if value <= above else part.parts_of(value - above)


def count_of(value: Any) -> Fraction:
    """A count entered: a number, or true for one."""
    return Fraction(int(value)) if isinstance(value, bool) else value if is_number(value) else number(value)


def cases_sum(part: Part, relief: Row) -> Fraction:
    """The sum over the cases of a part."""
    amount, waive = Fraction(0), relief.get("waive")
    for case in listed(part.params["cases"]):
        count = count_of(part.inputs[case["input"]])
        if isinstance(waive, dict) and case["input"] in waive:
            count -= number(waive[case["input"]])
        if case.get("waived") is not None and case["waived"] in part.inputs:
            count -= count_of(part.inputs[case["waived"]])
        points, cap = max(count, Fraction(0)) * number(case["points"]), said(case, "cap")
        amount += points if cap is None else min(points, cap)
    return amount


def kind_deduct(part: Part) -> Value:
    """Points lost per case."""
    return part.lost(cases_sum(part, part.relief()))


def kind_earn(part: Part) -> Value:
    """Points earned per case."""
    return cases_sum(part, {})


def kind_by_deadline(part: Part) -> Value:
    """In time, late, or not done."""
    day, due = part.inputs[part.params["input"]], part.due()
    if day == "none":
        if part.params.get("none") is None:
            return part.ask("score.not-done", {"deadline": due})
        return part.worth(part.params["none"])
    return part.worth(part.params["on_time" if day <= due else "late"])


def kind_missing_document(part: Part) -> Value:
    """Points lost per missing document."""
    value, waive = part.inputs[part.params["input"]], part.relief().get("waive")
    count = Fraction(sum(1 for tick in value if tick is False)) if isinstance(value, list) else count_of(value)
    if isinstance(waive, dict) and part.params["input"] in waive:
        count = max(count - number(waive[part.params["input"]]), Fraction(0))
    return part.lost(count * part.param("points"))


def kind_lose_below(part: Part) -> Value:
    """Points lost below a mark."""
    return part.lost(part.parts_of(max(part.param("below") - part.figure("input"), Fraction(0))))


def kind_lose_below_target(part: Part) -> Value:
    """Points lost below the target."""
    done, target = part.figure("done"), part.figure("target")
    if target == 0:
        return part.no_target()
    short = max(target - done, Fraction(0))
    return part.lost(part.parts_of(short / target * 100 if part.params.get("share") else short))


def working_days(after: datetime.date, until: datetime.date, holidays: list) -> int:
    """Working days after one day up to another."""
    days = (until - after).days
    weeks, rest = divmod(days, 7)
    count = weeks * 5 + sum((after.weekday() + n) % 7 < 5 for n in range(1, rest + 1))
    free = {day_of(text) for text in holidays}
    return count - sum(1 for day in free if day and after < day <= until and day.weekday() < 5)


def kind_late_per_day(part: Part) -> Value:
    """Points lost per day late."""
    text, due = part.inputs[part.params["input"]], part.due()
    if text == "none":
        undone = said(part.params, "undone")
        return part.ask("score.not-done", {"deadline": due}) if undone is None else part.lost(undone)
    day, last = day_of(text), day_of(due)
    if day is None or last is None:
        raise Malformed("không phải là một ngày: " + shown(text))
    late = 0
    if day > last:
        working = part.params.get("working") is True
        late = working_days(last, day, listed(part.params.get("holidays"))) if working else (day - last).days
    return part.lost(whole_part(late / part.positive("unit", Fraction(1))) * part.param("per"))


def by_day_rule(part: Part, due: str, done: str, worth: Callable[[str, int], Fraction]) -> Value:
    """What a last day and the days after it are worth, by the day rule of the form; open where answers that nobody
    gave are not worth the same."""
    if done <= due:
        return worth(due, 0)
    work = part.work.sheet.stage.work
    free, moved = work.days_off, work.next_working(civil(due))

    def points(off: str, counted: str) -> Fraction:
        last = moved if off == "moves" else civil(due)
        days = max((civil(done) - last).days, 0)
        if days and counted == "working":
            days = working_days(last, civil(done), sorted(free))
        return worth(last.isoformat(), days)

    offs = part.of_form("form.day-off", ("stays", "moves"))
    counts = part.of_form("form.days", ("calendar", "working"))
    if any(points(offs[0], counted) != points(offs[-1], counted) for counted in counts):
        return part.open_of_form("form.day-off")
    if any(points(off, counts[0]) != points(off, counts[-1]) for off in offs):
        return part.open_of_form("form.days")
    return points(offs[0], counts[0])


def civil(text: str) -> datetime.date:
    """A day there is."""
    day = day_of(text)
    if day is None:
        raise Malformed("không phải là một ngày: " + shown(text))
    return day


def kind_by_deadline_of_form(part: Part) -> Value:
    """Done in time, late, or not at all, by the day rule of the form."""
    text, due = part.inputs[part.params["input"]], part.due()
    if text == "none":
        return kind_by_deadline(part)
    return by_day_rule(part, due, text, lambda last, _: part.param("on_time" if text <= last else "late"))


def kind_late_per_day_of_form(part: Part) -> Value:
    """Points lost per day late, by the day rule of the form."""
    text, due = part.inputs[part.params["input"]], part.due()
    if text == "none" or part.relief().get("exempt") is True:
        return kind_late_per_day(part)

    def lost(_: str, days: int) -> Fraction:
        return part.lost(whole_part(days / part.positive("unit", Fraction(1))) * part.param("per"))

    return by_day_rule(part, due, text, lost)


def kind_by_place(part: Part) -> Value:
    """Points by the place among the units compared."""
    own, fewer = part.figure("input"), part.params.get("fewer") is True
    others = [count_of(other[part.params["input"]]) for other in part.work.column(part)]
    ahead = sum(1 for other in others if (other < own if fewer else other > own))
    places = listed(part.params["places"])
    return number(places[ahead]) if ahead < len(places) else part.param("after")


def kind_by_place_of_points(part: Part) -> Value:
    """Points by the place of the sheet's own points."""
    ahead, places = part.place() or 0, listed(part.params["places"])
    return number(places[ahead]) if ahead < len(places) else part.param("after")


def kind_leader_relative(part: Part) -> Value:
    """Points by own figure over the best."""
    own = part.figure("input")
    if own == 0:
        return Fraction(0)
    if own < 0:
        return part.ask("score.below-zero", {"value": number_text(own)})
    best = max([own, *(count_of(other[part.params["input"]]) for other in part.work.column(part))])
    return part.param("points") * own / best if best else Fraction(0)


def kind_leader_exceed(part: Part) -> Value:
    """Points below, on and above the target, against the leader."""
    points, at_target = part.param("points"), part.param("at_target")
    names = part.params["done"], part.params["target"]
    done, target = part.figure("done"), part.figure("target")
    others = [(count_of(other[names[0]]), count_of(other[names[1]])) for other in part.work.column(part)]
    if target == 0:
        if done < 0:
            return part.ask("score.below-zero", {"value": number_text(done)})
        best = max([done, *(d for d, t in others if t == 0)])
        return points * done / best if done and best else Fraction(0)
    share = done / target
    if done <= target:
        return points * at_target * share
    lead = max([share - 1, *(d / t - 1 for d, t in others if t and d > t)])
    return points * at_target + points * (1 - at_target) * (share - 1) / lead


def kind_map(part: Part) -> Value:
    """What the map has for a choice, or the factor."""
    if part.params.get("factor") is not None:
        return part.figure("input") * part.param("factor")
    choice, table = part.inputs[part.params["input"]], part.params["map"]
    if choice not in table:
        return part.ask("score.unknown-result", {"result": plain(choice)})
    return part.worth(table[choice])


KINDS: dict[str, Callable[[Part], Value]] = {
    "by-hand/1": kind_by_hand,
    "pass-fail/1": kind_pass_fail,
    "checklist/1": kind_checklist,
    "share-of-target/1": kind_share_of_target,
    "over-target/1": kind_over_target,
    "bands/1": kind_bands,
    "extra-units/1": kind_extra_units,
    "two-way-bands/1": kind_two_way,
    "deduct-per-case/1": kind_deduct,
    "earn-per-case/1": kind_earn,
    "by-deadline/1": kind_by_deadline,
    "missing-document/1": kind_missing_document,
    "lose-below/1": kind_lose_below,
    "lose-below-target/1": kind_lose_below_target,
    "late-per-day/1": kind_late_per_day,
    "by-deadline/2": kind_by_deadline_of_form,
    "late-per-day/2": kind_late_per_day_of_form,
    "by-place/1": kind_by_place,
    PLACED: kind_by_place_of_points,
    "leader-relative/1": kind_leader_relative,
    "leader-exceed/1": kind_leader_exceed,
    "imported-result/1": kind_map,
    "award-bonus/1": kind_map,
}


# ------------------------------------------------------------------------------------------ the most a part can give


def least(*values: Fraction | None) -> Fraction | None:
    """The least of what is there; None where nothing is."""
    there = [value for value in values if value is not None]
    return min(there) if there else None


def greatest_number(values: Iterable[Any]) -> Fraction:
    """The greatest number among values some of which may be words; 0 if none."""
    numbers = [number(value) for value in values if value is not None and value != "not-ranked"]
    return max(numbers) if numbers else Fraction(0)


def high_of(spec: Row, name: Any) -> Fraction | None:
    """The `high` of an input; 1 for yes-no."""
    for one in listed(spec.get("inputs")):
        if one["id"] == name:
            return Fraction(1) if one.get("type") == "yes-no" else said(one, "high")
    return None


def most_of_cases(spec: Row, params: Row) -> Fraction | None:
    """The sum over the cases of what bounds each; None if one has no bound."""
    amount = Fraction(0)
    for case in listed(params["cases"]):
        high, cap = high_of(spec, case["input"]), said(case, "cap")
        bound = least(cap, None if high is None else high * number(case["points"]))
        if bound is None:
            return None
        amount += bound
    return amount


def most_of_kind(spec: Row, part: Row) -> Fraction | None:
    """The table “The most a part can give”."""
    kind, params = part["kind"], part.get("params") or {}
    high = high_of(spec, params.get("input"))
    if kind == "by-hand/1":
        return high
    if kind in ("full/1", "leader-relative/1", "leader-exceed/1"):
        return number(params["points"])
    if kind in ("by-place/1", PLACED):
        return greatest_number([*listed(params["places"]), params["after"]])
    if kind in ("lose-below/1", "lose-below-target/1", "late-per-day/1", "late-per-day/2"):
        return said(params, "from") if said(params, "from") is not None else said(params, "most")
    if kind == "pass-fail/1":
        return max(number(params["pass"]), number(params["fail"]))
    if kind == "checklist/1":
        return sum(map(number, listed(params["values"])), Fraction(0))
    if kind == "bands/1":
        return greatest_number(band["points"] for band in params["bands"])
    if kind == "two-way-bands/1":
        return greatest_number(points for row in params["points"] for points in row)
    if kind == "earn-per-case/1":
        return most_of_cases(spec, params)
    if kind in ("by-deadline/1", "by-deadline/2"):
        return greatest_number([params.get("on_time"), params.get("late"), params.get("none")])
    if kind == "award-bonus/1":
        return greatest_number(params["map"].values())
    return most_of_bounded(spec, kind, params, high)


def most_of_bounded(spec: Row, kind: str, params: Row, high: Fraction | None) -> Fraction | None:
    """The rest of that table: kinds whose most hangs on several things."""
    if kind == "share-of-target/1":
        limit, percent = said(params, "limit"), high_of(spec, params.get("percent"))
        bound = limit if limit is not None else percent
        return None if bound is None else number(params["points"]) * bound / 100
    if kind == "extra-units/1":
        if high is None:
            return None
        parts = max(high - number(params["above"]), Fraction(0)) / number(params["unit"])
        return number(params["per"]) * (whole_part(parts) if params.get("whole") else parts)
    if kind == "deduct-per-case/1":
        start = said(params, "from")
        return start if start is not None else least(said(params, "most"), most_of_cases(spec, params))
    if kind == "missing-document/1":
        if said(params, "from") is not None:
            return said(params, "from")
        points, documents = number(params["points"]), params.get("documents")
        by_list = points * len(documents) if isinstance(documents, list) else None
        return least(by_list, None if high is None else points * high, said(params, "most"))
    if kind == "imported-result/1":
        if params.get("factor") is None:
            return greatest_number(params["map"].values())
        return None if high is None else number(params["factor"]) * high
    return None


def most_of(spec: Row, part: Row) -> Fraction | None:
    """The most of a part: the lesser of its kind's most and its cap."""
    return least(most_of_kind(spec, part), said(part, "cap"))


# ------------------------------------------------------------------------------------------------------- an item


class Points:
    """Base, bonus, penalty and what follows from them, of an item, a group or a sheet."""

    def __init__(self, base: Value, bonus: Value, penalty: Value) -> None:
        self.base, self.bonus, self.penalty = base, bonus, penalty
        self.assigned = Fraction(0)
        self.so_far: dict[str, Fraction | None] = {}

    @property
    def value(self) -> Value:
        """base + bonus - penalty."""
        return add([self.base, self.bonus, minus(self.penalty)])

    def effect(self, name: str) -> Value:
        """One of the three."""
        return getattr(self, name)


def test(spec: Any, inputs: dict[str, Any]) -> bool | None:
    """A test of inputs; None is unknown."""
    if "all" in spec:
        found = [test(one, inputs) for one in listed(spec["all"])]
        return False if False in found else None if None in found else True
    if "any" in spec:
        found = [test(one, inputs) for one in listed(spec["any"])]
        return True if True in found else None if None in found else False
    if "not" in spec:
        inner = test(spec["not"], inputs)
        return None if inner is None else not inner
    if spec["fact"] not in inputs:
        return None
    return compare(inputs[spec["fact"]], spec)


def compare(value: Any, spec: Row) -> bool | None:
    """One value against the operator of a test; numbers compare as numbers."""
    if value is None:
        return None
    for name in ("ge", "gt", "le", "lt", "eq", "in"):
        if name not in spec:
            continue
        other = spec[name]
        if name == "in":
            return any(same_value(value, one) for one in listed(other))
        if name == "eq":
            return same_value(value, other)
        if is_number(value):
            other = other if is_number(other) else number(other)
        elif not isinstance(value, str) or not isinstance(other, str):
            raise Malformed(f"không so sánh được {shown(value)}")
        return {"ge": value >= other, "gt": value > other, "le": value <= other, "lt": value < other}[name]
    return value is True


def same_value(value: Any, other: Any) -> bool:
    """Equality of a fact with a value of a spec."""
    if is_number(value):
        try:
            return value == (other if is_number(other) else number(other))
        except Malformed:
            return False
    return type(value) is type(other) and value == other


def together(points: Points, spec: Row, counts: str, excess: Callable, penalty_cap: bool) -> None:
    """`together_cap`, `penalty_cap`, `floor` of one level."""
    cap = said(spec, "together_cap")
    if cap is not None and is_number(points.base) and is_number(points.bonus) and points.base + points.bonus > cap:
        base = min(points.base, cap)
        bonus = min(points.bonus, cap - base)
        if base < points.base:
            excess("base", "over-cap", points.base, base, "computed")
        if bonus < points.bonus:
            excess("bonus", "over-cap", points.bonus, bonus, "computed")
        if counts != "stated":
            points.base, points.bonus = base, bonus
    if counts == "stated" and penalty_cap:
        return  # of an item the floor holds all the same
    most, floor = said(spec, "penalty_cap"), said(spec, "floor")
    if penalty_cap and most is not None and is_number(points.penalty):
        points.penalty = min(points.penalty, most)
    if floor is not None and all(is_number(points.effect(name)) for name in EFFECTS):
        points.penalty = min(points.penalty, points.base + points.bonus - floor)


class ItemWork:
    """The assessment of one item on one sheet."""

    def __init__(self, sheet: SheetWork, node: Node, cell: Row, counts: str) -> None:
        self.sheet, self.node, self.cell, self.counts = sheet, node, cell, counts
        self.spec = node.spec
        self.entered = entered(node.spec, cell)
        self.inputs = with_left(node.spec, cell, self.entered, bool(sheet.cells))
        self.excesses: list[tuple] = []
        self.stated = {name: number(value) for name, value in (cell.get("stated") or {}).items()}
        self.parts: list[Part] = []

    def excess(self, effect: str, kind: str, found: Fraction, allowed: Fraction, source: str) -> None:
        """More than is allowed."""
        self.excesses.append((self.node.key, effect, kind, found, allowed, source))

    def answer(self, question: str, rest: str, facts: Row) -> Any:
        """A decision on the item or a part, by the key of the sheet, the unit, the year."""
        for word in self.sheet.words():
            choice = self.sheet.decisions.answer(question, f"{word}/{self.node.key}{rest}", facts)
            if choice is not None:
                return choice
        return None

    def pending(self, question: str, rest: str, facts: Row) -> NoNumber:
        """The question stays open, under the key of the sheet, or without a sheet under the unit."""
        return self.sheet.decisions.leave_open(question, f"{self.sheet.words()[0]}/{self.node.key}{rest}", facts)

    def column(self, part: Part) -> list[dict[str, Any]]:
        """The inputs of the units that are compared."""
        return self.sheet.stage.column(self.sheet.form.key, self.node, part.own)

    def assess(self) -> Points:
        """The item, steps 1 to 7."""
        if self.cell.get("not_assigned"):
            return Points(NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED)
        self.parts = [Part(self, spec) for spec in listed(self.spec.get("parts"))]
        base = self.effect("base", False)
        if is_a(base, "notassigned"):  # nothing else is looked at: what other parts exceed is no matter
            self.excesses = [one for one in self.excesses if one[1] == "base"]
            return Points(base, base, base)
        penalty = self.effect("penalty", False)
        full = any(part.spec.get("needs") is not None for part in self.parts) and is_number(base) and penalty == 0
        if full and self.node.max is not None:
            full = base >= self.node.max
        bonus = self.effect("bonus", full)
        known = {*EFFECTS, *(part.id for part in self.parts)}
        for name in sorted(set(self.stated) - known):
            amount = self.stated[name]
            if amount > 0:
                self.excess("bonus", "no-such-part", amount, Fraction(0), "stated")
            if self.counts != "rule":
                bonus = add([bonus, amount])
        points = Points(base, bonus, penalty)
        together(points, self.spec, self.counts, self.excess, False)
        return points

    # -- one effect

    def cap(self, effect: str) -> Fraction | None:
        """The item's own cap for an effect."""
        cap = said(self.spec, effect + "_cap")
        return self.node.max if cap is None and effect == "base" else cap

    def met(self, part: Part, full: bool) -> bool | None:
        """Whether a part's condition is met; None is unknown."""
        needs = part.spec.get("needs")
        if needs is None:
            return True
        if needs == "full-base":
            return full and part.effect == "bonus"
        return test(needs, self.inputs)

    def with_needs(self, part: Part, full: bool) -> Value:
        """The points of a part that speaks, under its condition."""
        if not is_number(part.value):
            return part.value
        met = self.met(part, full)
        return BLANK if met is None else part.value if met else Fraction(0)

    def capped(self, effect: str, value: Value, source: str) -> Value:
        """The item's rounding and cap."""
        value, cap = rounded(value, self.spec.get("rounding")), self.cap(effect)
        if is_number(value) and cap is not None and value > cap:
            if effect != "penalty" or source == "stated":
                self.excess(effect, "over-cap", value, cap, source)
            return cap
        return value

    @staticmethod
    def best_of_words(given: list[tuple[Part, Value]]) -> list[Value]:
        """Parts of one `one_of` word as one, the others as they are."""
        values: list[Value] = []
        words: dict[str, list[Value]] = {}
        for part, value in given:
            word = part.spec.get("one_of")
            if word is None:
                values.append(value)
            else:
                words.setdefault(word, []).append(value)
        for several in words.values():
            assigned = [value for value in several if not is_a(value, "notassigned")]
            odd = [value for value in assigned if not is_number(value)]
            values.append(add(odd) if odd else max(assigned) if assigned else NOT_ASSIGNED)
        return values

    def computed(self, effect: str, parts: list[Part], full: bool) -> Value | None:
        """What the rule makes of the inputs; None where nothing is computed."""
        speaking = [part for part in parts if part.value is not None]
        if not speaking or (effect == "base" and len(speaking) < len(parts)):
            return None
        given = [(part, self.with_needs(part, full)) for part in speaking]
        return self.capped(effect, add(self.best_of_words(given)), "computed")

    def effect(self, effect: str, full: bool) -> Value:
        """One effect: computed, or stated as far as the stage counts it."""
        parts = [part for part in self.parts if part.effect == effect]
        computed = self.computed(effect, parts, full)
        stated_parts = {part.id: self.stated[part.id] for part in parts if part.id in self.stated}
        whole = self.stated.get(effect)
        is_open = computed is None or is_a(computed, "blank")
        if whole is None and not stated_parts:
            if computed is None:
                return BLANK if effect == "base" and not self.spec.get("bonus_only") else Fraction(0)
            return computed
        silent = any(part.value is None for part in parts)
        if self.counts == "rule" and not is_open and not (stated_parts and silent):
            self.name_excesses(effect, whole, stated_parts, parts, full)
            return computed
        if whole is not None and (is_open or self.counts != "rule"):
            return self.allowed(effect, whole, parts, parts, full)
        return self.part_by_part(effect, parts, stated_parts, full)

    def name_excesses(self, effect: str, whole: Any, stated: dict, parts: list[Part], full: bool) -> None:
        """Where the computed value counts, what is stated too much is named all the same."""
        if whole is not None:
            self.allowed(effect, whole, parts, parts, full)
        for part in parts:
            if part.id in stated:
                self.allowed(effect, stated[part.id], [part], parts, full)

    def ceiling(self, effect: str, chosen: list[Part]) -> Fraction | None:
        """The lesser of the item's cap and the most of the parts."""
        amount: Fraction | None = Fraction(0) if chosen else None
        words: dict[str, Fraction] = {}
        for part in chosen:
            most = most_of(self.spec, part.spec)
            if most is None:
                amount = None
                break
            word = part.spec.get("one_of")
            if word is not None:
                words[word] = max(words[word], most) if word in words else most
            elif amount is not None:
                amount += most
        if amount is not None:
            amount += sum(words.values(), Fraction(0))
        return least(self.cap(effect), amount)

    def allowed(self, effect: str, amount: Fraction, chosen: list[Part], parts: list[Part], full: bool) -> Fraction:
        """A stated number as far as it counts; its excesses are named."""
        if amount <= 0:
            return amount
        has_base = any(part.effect == "base" for part in self.parts)
        by_hand = effect == "base" and not has_base and not self.spec.get("bonus_only")
        if not chosen and not by_hand:
            self.excess(effect, "no-such-part", amount, Fraction(0), "stated")
            return Fraction(0) if self.counts == "rule" else amount
        limits = []
        needing = [part for part in chosen if part.spec.get("needs") is not None]
        if chosen and len(needing) == len(chosen) and all(self.met(part, full) is False for part in chosen):
            self.excess(effect, "condition", amount, Fraction(0), "stated")
            if self.counts == "rule":
                limits.append(Fraction(0))
        ceiling = self.ceiling(effect, chosen)
        if ceiling is not None and amount > ceiling:
            self.excess(effect, "over-cap", amount, ceiling, "stated")
            if self.counts != "stated":
                limits.append(ceiling)
        return min([amount, *limits])

    def part_by_part(self, effect: str, parts: list[Part], stated: dict, full: bool) -> Value:
        """Each part by its stated number, its computed points, or blank."""
        given: list[tuple[Part, Value]] = []
        for part in parts:
            counted = part.value is not None  # a part that is blank for want of an input has spoken
            if part.id in stated and not (self.counts == "rule" and counted):
                given.append((part, self.allowed(effect, stated[part.id], [part], parts, full)))
            elif part.value is not None:
                given.append((part, self.with_needs(part, full) if self.counts == "rule" else part.value))
            elif effect == "base":
                full_points = number(part.params["points"]) if part.kind == "full/1" else BLANK
                given.append((part, full_points))
        if self.counts == "stated":
            return rounded(add(value for _, value in given), self.spec.get("rounding"))
        if self.counts == "caps":
            return self.capped(effect, add(value for _, value in given), "stated")
        self.name_one_of(effect, given)
        return self.capped(effect, add(self.best_of_words(given)), "computed")

    def name_one_of(self, effect: str, given: list[tuple[Part, Value]]) -> None:
        """More than one part of one word stated: an excess."""
        words: dict[str, list[Fraction]] = {}
        for part, value in given:
            if part.spec.get("one_of") is not None and is_number(value) and value != 0:
                words.setdefault(part.spec["one_of"], []).append(value)
        for several in words.values():
            if len(several) > 1:
                self.excess(effect, "one-of", sum(several, Fraction(0)), max(several), "stated")


def assess_item(sheet: SheetWork, node: Node, cell: Row) -> Points:
    """An item, with a stated number that a decision accepted."""
    counts = sheet.counts
    work = ItemWork(sheet, node, cell, counts)
    points = work.assess()
    sheet.excesses.extend(work.excesses)
    if counts == "stated" or not work.stated or cell.get("not_assigned"):
        return finish_item(points, node)
    by_effect = stated_by_effect(work)
    differing = {name: points.effect(name) for name in by_effect if points.effect(name) != by_effect[name]}
    if not differing:
        return finish_item(points, node)
    facts = {
        "stated": {name: number_text(value) for name, value in by_effect.items()},
        "rule": {name: number_text(v) if is_number(v) else v.kind for name, v in differing.items()},
    }
    choice = work.answer("score.accept-stated", "", facts)
    if choice in ("accept", True) or isinstance(choice, dict):
        stated = dict(cell.get("stated") or {})
        if isinstance(choice, dict):
            stated.update(choice)
        again = ItemWork(sheet, node, {**cell, "stated": stated}, "stated")
        points = again.assess()
    return finish_item(points, node)


def stated_by_effect(work: ItemWork) -> dict[str, Fraction]:
    """What a cell states, by effect; names of nothing are bonus."""
    found: dict[str, Fraction] = {}
    effects = {spec["id"]: spec["effect"] for spec in listed(work.spec.get("parts"))}
    for name, amount in work.stated.items():
        if name in EFFECTS:
            continue
        effect = effects.get(name, "bonus")
        if name in effects and effect in work.stated:
            continue
        found[effect] = found.get(effect, Fraction(0)) + amount
    for effect in EFFECTS:
        if effect in work.stated:
            found[effect] = found.get(effect, Fraction(0)) + work.stated[effect]
    return found


def finish_item(points: Points, node: Node) -> Points:
    """The assigned maximum and the numbers so far of an item."""
    points.so_far = {name: points.effect(name) if is_number(points.effect(name)) else None for name in EFFECTS}
    if node.max is not None and not node.spec.get("bonus_only") and not is_a(points.value, "notassigned"):
        points.assigned = node.max
    return points


# -------------------------------------------------------------------------------------- groups, sheets, whole stages


class Node:
    """A node of a form."""

    def __init__(self, row: Row) -> None:
        self.key: str = row["key"]
        self.row = row
        self.item = row["kind"] == "item"
        self.spec: Row = row.get("spec") if isinstance(row.get("spec"), dict) else {}
        self.max = said(row, "max")
        self.children: list[Node] = []

    @property
    def weight(self) -> Fraction:
        """The node's weight among its siblings."""
        weight = said(self.spec, "weight")
        return Fraction(1) if weight is None else weight


class Form:
    """A form as a tree."""

    def __init__(self, row: Row, nodes: list[Row], report: Report) -> None:
        self.key: str = row["key"]
        self.row = row
        self.spec: Row = row.get("spec") if isinstance(row.get("spec"), dict) else {}
        self.nodes: dict[str, Node] = {}
        self.top: list[Node] = []
        ordered = sorted(nodes, key=lambda node: (node["position"], node["key"]))
        for node in ordered:
            try:
                self.nodes[node["key"]] = Node(node)
            except Malformed as wrong:
                report.fault("bảng chấm {}, mục {}".format(self.key, node["key"]), str(wrong))
        for node in ordered:
            if node["key"] not in self.nodes:
                continue
            parent = node.get("parent")
            if parent is None:
                self.top.append(self.nodes[node["key"]])
            elif parent in self.nodes:
                self.nodes[parent].children.append(self.nodes[node["key"]])
            else:
                report.fault("bảng chấm {}, mục {}".format(self.key, node["key"]), "mục cha không có", None, parent)
        reached = [key for node in self.top for key in under(node)]
        for key in sorted(set(self.nodes) - set(reached)):
            report.fault(f"bảng chấm {self.key}, mục {key}", "không nối được với gốc của bảng")

    def find(self, name: str) -> Node | None:
        """A node by its key, else by a printed code that only one node has."""
        if name in self.nodes:
            return self.nodes[name]
        by_code = [node for node in self.nodes.values() if node.row.get("code") == name]
        return by_code[0] if len(by_code) == 1 else None


def under(node: Node) -> list[str]:
    """The keys of a node and all below it."""
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        found.append(one.key)
        waiting.extend(one.children)
    return found


class SheetWork:
    """The sheet of one unit at one stage of one period."""

    def __init__(self, stage: StageWork, member: Row, form: Form) -> None:
        self.stage, self.form, self.unit = stage, form, member["unit"]
        self.decisions = stage.decisions
        self.counts: str = stage.row["counts"]
        self.row = stage.sheets.get(self.unit)
        self.key = self.row["key"] if self.row else ""
        self.cells = stage.cells.get(self.key, {}) if self.row else {}
        self.excesses: list[tuple] = []
        self.nodes: dict[str, Points] = {}
        self.ahead: dict[tuple[str, str], int] = {}
        self.points = Points(BLANK, BLANK, BLANK)
        self.total: Value = BLANK
        self.ranking: Value = BLANK

    def words(self) -> list[str]:
        """How a decision may name the sheet."""
        known = [self.key] if self.key else []
        return [*known, f"{self.stage.year}/{self.unit}", str(self.stage.year)]

    def assess(self) -> None:
        """The whole sheet."""
        self.excesses, self.nodes = [], {}
        holds = self.stage.row["holds"]
        if holds == "total":
            top = [(self.stated_node("", said(self.form.row, "stated_total")), Fraction(1))]
        elif holds == "groups":
            top = [(self.stated_node(node.key, node.max, node), node.weight) for node in self.form.top]
        else:
            top = [(self.node(node), node.weight) for node in self.form.top]
        self.finish(top, self.counts if holds == "items" else "stated")

    def stated_node(self, key: str, most: Fraction | None, node: Node | None = None) -> Points:
        """A node of a stage that holds only groups or the total."""
        cell = self.cells.get(key, {})
        stated = {name: number(value) for name, value in (cell.get("stated") or {}).items()}
        if cell.get("not_assigned"):
            points = Points(NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED)
        else:
            only_bonus = node is not None and node.item and node.spec.get("bonus_only") and stated
            base = stated.get("base", stated.get("total", Fraction(0) if only_bonus else BLANK))
            points = Points(base, stated.get("bonus", Fraction(0)), stated.get("penalty", Fraction(0)))
            points.assigned = most if most is not None else Fraction(0)
            if most is not None and is_number(base) and base > most:
                self.excesses.append((key, "base", "over-cap", base, most, "stated"))
        points.so_far = {name: points.effect(name) if is_number(points.effect(name)) else None for name in EFFECTS}
        self.nodes[key] = points
        return points

    def node(self, node: Node) -> Points:
        """An item or a group."""
        points = assess_item(self, node, self.cells.get(node.key, {})) if node.item else self.group(node)
        self.nodes[node.key] = points
        return points

    def group(self, node: Node) -> Points:
        """A group: its children, from the inside out."""
        if not node.children:
            nothing = Points(Fraction(0), Fraction(0), Fraction(0))
            nothing.so_far = dict.fromkeys(EFFECTS, Fraction(0))
            return nothing
        before, every, named = self.excesses, [], {}
        for child in node.children:
            self.excesses = []
            every.append((self.node(child), child))
            named[child.key] = self.excesses
        chosen = [one_of(every)] if node.spec.get("one_of") and every else every
        self.excesses = before + [one for _, child in chosen for one in named[child.key]]

        def excess(effect: str, kind: str, found: Fraction, allowed: Fraction, source: str) -> None:
            self.excesses.append((node.key, effect, kind, found, allowed, source))

        points = self.sums(chosen, node.spec, excess)
        together(points, node.spec, self.counts, excess, True)
        self.group_so_far(points, chosen, node.spec)
        points.assigned = group_assigned(node, every, points)
        return points

    def sums(self, chosen: list[tuple[Points, Node]], spec: Row, excess: Callable) -> Points:
        """Three sums, each rounded, base and bonus capped."""
        found = {}
        for effect in EFFECTS:
            total = add(times(child.effect(effect), node.weight) for child, node in chosen)
            total, cap = rounded(total, spec.get("rounding")), group_cap(spec, effect)
            if is_number(total) and cap is not None and total > cap:
                excess(effect, "over-cap", total, cap, "computed")
                total = total if self.counts == "stated" else cap
            found[effect] = total
        return Points(found["base"], found["bonus"], found["penalty"])

    def group_so_far(self, points: Points, chosen: list[tuple[Points, Node]], spec: Row) -> None:
        """The numbers so far of a group where its sums are none."""
        for effect in EFFECTS:
            value = points.effect(effect)
            if not is_number(value):
                parts = [
                    child.so_far[effect] * node.weight for child, node in chosen if child.so_far[effect] is not None
                ]
                cap = said(spec, "penalty_cap") if effect == "penalty" else group_cap(spec, effect)
                value = rounded(sum(parts, Fraction(0)), spec.get("rounding"))
                value = min(value, cap) if cap is not None and self.counts != "stated" else value
            points.so_far[effect] = value

    def finish(self, top: list[tuple[Points, Fraction]], counts: str) -> None:
        """From the top nodes to the total and the ranking points."""
        spec = self.form.spec

        def excess(effect: str, kind: str, found: Fraction, allowed: Fraction, source: str) -> None:
            self.excesses.append(("", effect, kind, found, allowed, source))

        found = {e: add(times(points.effect(e), weight) for points, weight in top) for e in EFFECTS}
        points = Points(found["base"], found["bonus"], found["penalty"])
        points.assigned = sum((child.assigned * weight for child, weight in top), Fraction(0))
        cap = said(spec, "bonus_cap")
        if cap is not None and is_number(points.bonus) and points.bonus > cap:
            excess("bonus", "over-cap", points.bonus, cap, "computed")
            points.bonus = points.bonus if counts == "stated" else cap
        together(points, spec, counts, excess, True)
        for effect in EFFECTS:
            value = points.effect(effect)
            if not is_number(value):
                parts = [child.so_far[effect] * weight for child, weight in top if child.so_far[effect] is not None]
                value = sum(parts, Fraction(0))
                most = cap if effect == "bonus" else said(spec, "penalty_cap") if effect == "penalty" else None
                if most is not None and counts != "stated":
                    value = min(value, most)
            points.so_far[effect] = value
        self.points = points
        self.total = self.form_total(points, spec, counts, excess)
        self.ranking = self.ranking_points(points, counts)

    @staticmethod
    def form_total(points: Points, spec: Row, counts: str, excess: Callable) -> Value:
        """The total: the form's rounding, then its cap."""
        total, cap = rounded(points.value, spec.get("rounding")), said(spec, "cap")
        if is_number(total) and cap is not None and total > cap:
            positive = is_number(points.bonus) and points.bonus > 0
            excess("bonus" if positive else "base", "over-cap", total, cap, "computed")
            return total if counts == "stated" else cap
        return total

    def ranking_points(self, points: Points, counts: str) -> Value:
        """The points that are ranked, by the ranking rule."""
        rule = self.stage.ranking_rule
        by, rounding = rule.get("by", "raw"), rule.get("rounding")
        if not is_number(self.total):
            return self.total
        if by == "raw":
            return rounded(self.total, rounding)
        if points.assigned == 0:
            return NOT_ASSIGNED
        if by == "percent-of-assigned":
            return rounded(self.total / points.assigned * 100, rounding)
        if by != "percent-of-assigned-plus-bonus":
            raise Malformed("cách tính điểm xếp hạng không có trong tài liệu: " + shown(by))
        earned = add([points.base, minus(points.penalty)])
        bonus = points.bonus if is_number(points.bonus) else Fraction(0)
        if not is_number(earned):
            return earned
        cap = said(self.form.spec, "cap")
        if cap is not None and counts != "stated":
            earned = min(earned, cap)
            bonus = min(bonus, cap - earned)
        return rounded(earned / points.assigned * 100 + bonus, rounding)


def group_cap(spec: Row, effect: str) -> Fraction | None:
    """The cap of a group on one of its sums (that of penalties stands elsewhere)."""
    return said(spec, {"base": "cap", "bonus": "bonus_cap"}[effect]) if effect != "penalty" else None


def one_of(every: list[tuple[Points, Node]]) -> tuple[Points, Node]:
    """The child that counts in a group of which only one does: the one that brings most with its weight."""
    numbers = [pair for pair in every if is_number(pair[0].value)]
    if numbers:
        best = max(points.value * node.weight for points, node in numbers)
        return next(pair for pair in numbers if pair[0].value * pair[1].weight == best)
    for kinds in (("blank", "notassigned"), ("notassigned",)):
        for pair in every:
            if pair[0].value.kind not in kinds:
                return pair
    return every[0]


def group_assigned(node: Node, every: list[tuple[Points, Node]], points: Points) -> Fraction:
    """The assigned maximum of a group."""
    single = bool(node.spec.get("one_of"))
    lacks = any(child.max is None and not (child.item and child.spec.get("bonus_only")) for _, child in every)
    if node.max is not None and (single or lacks):
        return Fraction(0) if is_a(points.value, "notassigned") else node.max
    parts = [child.assigned * below.weight for child, below in every]
    if single:
        return max(parts) if parts else Fraction(0)
    return sum(parts, Fraction(0))


def placed_parts(node: Node) -> list[Row]:
    """The parts of an item that go by the place of points."""
    return [part for part in listed(node.spec.get("parts")) if node.item and part.get("kind") == PLACED]


def placed_nodes(form: Form) -> list[Node]:
    """The items with such parts, each after those its points rest on; Malformed for a circle."""
    waiting = {}
    for node in form.nodes.values():
        named = [key for part in placed_parts(node) for key in listed(part["params"]["of"])]
        if named:
            waiting[node.key] = {below for key in named for below in under(form.nodes[key])}
    found: list[Node] = []
    while waiting:
        ready = [key for key in sorted(waiting) if not waiting[key] & set(waiting)]
        if not ready:
            raise Malformed("điểm theo thứ hạng dựa trên chính nó: " + shown(sorted(waiting)))
        found.extend(form.nodes[key] for key in ready)
        waiting = {key: below for key, below in waiting.items() if key not in ready}
    return found


def points_compared(sheet: SheetWork, params: Row) -> Value:
    """The nodes named, each times its weight: base - penalty (of a bonus_only item its bonus), or the whole value."""
    values = []
    for key in listed(params["of"]):
        node, points = sheet.form.nodes[key], sheet.nodes.get(key)
        if points is None:
            return BLANK
        if params.get("bonus") is True:
            value = points.value
        elif node.item and node.spec.get("bonus_only"):
            value = points.bonus
        else:
            value = add([points.base, minus(points.penalty)])
        values.append(times(value, node.weight))
    return add(values)


class StageWork:
    """All sheets of one stage of one period of a year."""

    def __init__(self, year: YearWork, period: str, row: Row) -> None:
        self.year, self.period, self.row = year.year, period, row
        self.work = year
        self.decisions = year.decisions
        self.ranking_rule = year.ranking_spec
        self.place = "năm {}, kỳ {}, bước {}".format(year.year, period, row["key"])
        self.sheets: dict[str, Row] = {}
        for sheet in year.own["sheet"]:
            if sheet["period"] == period and sheet["stage"] == row["key"]:
                self.sheets[sheet["unit"]] = sheet
        self.cells = year.cells
        self.results: dict[str, SheetWork] = {}

    def run(self) -> None:
        """Assess every member that has a form."""
        for member in self.work.members:
            form = self.work.form_of(member)
            if form is None:
                continue
            sheet = SheetWork(self, member, form)
            try:
                sheet.assess()
            except HOSTILE as wrong:
                self.work.report.fault(
                    "{}, đơn vị {}".format(self.place, member["unit"]), "không tính được: " + why(wrong)
                )
                continue
            self.results[member["unit"]] = sheet
        self.place_points()

    def place_points(self) -> None:
        """The second pass: points by the place of points, each item after those it rests on."""
        forms = {sheet.form.key: sheet.form for sheet in self.results.values()} if self.row["holds"] == "items" else {}
        for form in forms.values():
            try:
                for node in placed_nodes(form):
                    self.tell_places(form, node)
                    for sheet in self.results.values():
                        if sheet.form.key == form.key:
                            sheet.assess()
            except HOSTILE as wrong:
                self.work.report.fault(f"{self.place}, bảng chấm {form.key}", "không tính được: " + why(wrong))

    def tell_places(self, form: Form, node: Node) -> None:
        """How many of the units compared are ahead of each sheet, for every such part of an item."""
        sheets = {unit: sheet for unit, sheet in self.results.items() if sheet.form.key == form.key}
        standing = {member["unit"] for member in self.work.compared(form.key)}
        among = {
            unit
            for unit, sheet in sheets.items()
            if unit in standing and sheet.cells and not sheet.cells.get(node.key, {}).get("not_assigned")
        }
        for part in placed_parts(node):
            points = {unit: points_compared(sheet, part["params"]) for unit, sheet in sheets.items()}
            for unit, sheet in sheets.items():
                if sheet.cells and is_number(points[unit]):
                    ahead = [one for one in among if is_number(points[one]) and points[one] > points[unit]]
                    sheet.ahead[node.key, part["id"]] = len(ahead)

    def column(self, form: str, node: Node, own: list[str]) -> list[dict[str, Any]]:
        """The inputs of an item of all units that are compared."""
        found = []
        for member in self.work.compared(form):
            their = self.work.form_of(member)
            sheet = self.sheets.get(member["unit"])
            if their is None or their.key != form:
                continue
            cells = self.cells.get(sheet["key"], {}) if sheet else {}
            cell = cells.get(node.key, {})
            inputs = with_left(node.spec, cell, entered(node.spec, cell), bool(cells))
            if not cell.get("not_assigned") and all(name in inputs for name in own):
                found.append(inputs)
        return found


HOSTILE = (Malformed, KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError, RecursionError)


def why(wrong: BaseException) -> str:
    """A short reason, in words."""
    if isinstance(wrong, Malformed):
        return str(wrong)
    if isinstance(wrong, KeyError):
        return "thiếu “{}”".format(shown(str(wrong.args[0]) if wrong.args else ""))
    return f"số liệu không có dạng mà tài liệu nêu ({type(wrong).__name__})"


# ------------------------------------------------------------------------------------------------- rules of a year


class Rules:
    """The rules of a year, and which of them governs."""

    def __init__(self, rows: Tables, year: int, decisions: Decisions) -> None:
        self.decisions, self.year = decisions, year
        own = [row.get("regulation") for row in rows["bloc_year"] if row["year"] == year]
        for row in rows["setting"]:
            if row["key"] == f"regulations.beside.{year}" and isinstance(row.get("value"), list):
                own.extend(row["value"])
        self.last_day = last_day_of(rows, year)
        self.revision = {row["key"]: row["revision"] for row in rows["regulation"]}
        self.rules: list[Row] = []
        for key in own:
            its = [rule for rule in rows["rule"] if rule["regulation"] == key]
            self.rules.extend(sorted(its, key=lambda rule: (rule["position"], rule["key"])))

    def in_force(self, kind: str, day: str) -> list[Row]:
        """All rules of a kind, of whatever number, in force on a day, in their order."""
        found = []
        for rule in self.rules:
            late = rule.get("valid_from") is not None and rule["valid_from"] > day
            gone = rule.get("valid_to") is not None and rule["valid_to"] < day
            if family(rule["kind"]) == family(kind) and not late and not gone:
                found.append(rule)
        return found

    def find(self, kind: str, scope: str = "", day: str = "", body: str | None = None) -> Any:
        """The rule that governs, of one body where it is said, or a pending value."""
        day = day or f"{self.year}-12-31"
        every = self.in_force(kind, day)
        if body is not None:
            every = [rule for rule in every if spec_of(rule).get("body", "bloc") == body]
        exact = [rule for rule in every if (rule.get("scope") or "") == scope]
        several: dict[str, Row] = {}
        for rule in exact or [rule for rule in every if not rule.get("scope")]:
            several.setdefault(canonical(rule.get("spec")), rule)
        if not several:
            facts = {"kind": kind, "scope": scope, "on": day}
            return self.decisions.leave_open("rule.none", f"{kind}/{scope}/{day[:4]}", facts)
        if len(several) == 1:
            return next(iter(several.values()))
        return self.choose(kind, scope, list(several.values()))

    def of_meeting(self, kind: str, scope: str, day: str, body: str | None = None) -> Any:
        """The rule of a meeting's day; of one held after the year that finds none, the rule of the year's last day."""
        before = dict(self.decisions.open)
        found = self.find(kind, scope, day, body)
        if day <= self.last_day or not is_none(found):
            return found
        self.decisions.open = before
        late = self.find(kind, scope, self.last_day, body)
        return found if is_none(late) else late

    def choose(self, kind: str, scope: str, several: list[Row]) -> Any:
        """A decision between rules that differ."""
        keys = [rule["key"] for rule in several]
        names = {}
        for rule in several:
            members = ("key", "kind", "scope", "valid_from", "valid_to", "cite", "quote", "spec")
            digest = sha256(canonical({name: rule.get(name) for name in members}, keep_null=True))
            names[rule["key"] if keys.count(rule["key"]) == 1 else rule["key"] + "." + digest[:8]] = rule
        listed_rules = sorted("{}@{}".format(rule["key"], self.revision.get(rule["regulation"], 1)) for rule in several)
        facts = {"kind": kind, "scope": scope, "rules": listed_rules}
        subject = "{}/{}/{}".format(kind, scope, "+".join(sorted(names)))
        choice = self.decisions.answer("rule.several", subject, facts)
        if isinstance(choice, str) and choice in names:
            return names[choice]
        return self.decisions.leave_open("rule.several", subject, facts)


def is_none(rule: Any) -> bool:
    """Whether no rule was found, none of several being certain is another matter."""
    return isinstance(rule, NoNumber) and [question for question, _ in rule.questions] == ["rule.none"]


def last_day_of(rows: Tables, year: int) -> str:
    """31 December, of a school year the eve of its first month in the next; the month holds until another is said."""
    said = {}
    for row in rows["setting"]:
        name, _, of_year = row["key"].rpartition(".")
        if name == "first-month" and of_year.isascii() and of_year.isdecimal() and row.get("value") in range(1, 13):
            said[int(of_year)] = row["value"]
    month = said.get(max((one for one in said if one <= year), default=0), 1)
    if month == 1 or not 0 < year < datetime.MAXYEAR:
        return f"{year}-12-31"
    eve = datetime.date(year + 1, month, 1) - datetime.timedelta(days=1)
    return eve.isoformat()


def family(kind: str) -> str:
    """A kind of rule without its number."""
    return kind.partition("/")[0]


def spec_of(rule: Any) -> Row:
    """The spec of a rule; nothing where the rule is a question."""
    if isinstance(rule, NoNumber):
        return {}
    spec = rule.get("spec")
    return spec if isinstance(spec, dict) else {}


# ------------------------------------------------------------------------------- one value from stages and periods


class Combined:
    """A value made of named values, and how, so that other numbers of the same sheets can be made likewise."""

    def __init__(self, value: Value, spec: Row, used: list[tuple[str, bool]]) -> None:
        self.value, self.spec, self.used = value, spec, used

    def likewise(self, values: dict[str, Fraction | None]) -> Fraction | None:
        """The same method over exactly the names that made the value; None where one of them has none."""
        given = []
        for name, as_zero in self.used:
            value = Fraction(0) if as_zero else values.get(name)
            if value is None:
                return None
            given.append((name, value))
        result = by_method(self.spec, given)
        return result if is_number(result) else None


def by_method(spec: Row, given: list[tuple[str, Fraction]]) -> Value:
    """The number a method makes of named numbers."""
    method, numbers = spec["method"], [value for _, value in given]
    if not numbers:
        return NOT_RANKED
    if method in ("last", "stage"):
        return numbers[-1]
    if method == "sum":
        return sum(numbers, Fraction(0))
    if method == "trimmed-mean":
        trim = said(spec, "trim") or Fraction(0)
        off = int(whole_part(trim))
        if len(numbers) > 2 * off:
            numbers = sorted(numbers)[off : len(numbers) - off]
    if method in ("mean", "trimmed-mean"):
        return sum(numbers, Fraction(0)) / len(numbers)
    if method == "weights":
        weights = [number(spec["weights"][name]) for name, _ in given]
        if not sum(weights, Fraction(0)):
            return NOT_RANKED
        products = [weight * numbers[place] for place, weight in enumerate(weights)]
        return sum(products, Fraction(0)) / sum(weights, Fraction(0))
    raise Malformed("cách tính điểm cuối cùng không có trong tài liệu: " + shown(method))


def needed(spec: Row, names: list[str], values: dict[str, Value]) -> list[str]:
    """The names a method needs."""
    method = spec["method"]
    if method == "weights":
        return sorted(name for name in names if name in spec["weights"])
    if method not in ("last", "stage"):
        return names
    name = names[-1] if method == "last" else spec["stage"]
    if name not in names:
        return [name]
    if spec.get("missing") == "earlier" and gone(values[name]):
        for earlier in reversed(names[: names.index(name)]):
            if not gone(values[earlier]):
                return [earlier]
    return [name]


def gone(value: Value) -> bool:
    """Blank or not assigned."""
    return is_a(value, "blank") or is_a(value, "notassigned")


def combine(spec: Row, names: list[str], values: dict[str, Value], unit: str, decisions: Decisions) -> Combined:
    """Named values into one, by the rule (format-ranking.md §3)."""
    if not names:
        return Combined(BLANK, spec, [])
    wanted = needed(spec, names, values)
    there = {name: values.get(name, BLANK) for name in wanted}
    pending = [question for value in there.values() if is_a(value, "pending") for question in value.questions]
    if pending:
        return Combined(NoNumber("pending", pending), spec, [])
    for value in there.values():
        if is_a(value, "notranked"):
            return Combined(value, spec, [])
    absent = [name for name in wanted if not is_number(there[name])]
    missing = spec.get("missing")
    if absent and missing == "ask":
        facts = {"missing": absent, "known": {n: number_text(there[n]) for n in wanted if n not in absent}}
        missing = decisions.answer("value.missing", unit, facts)
        if missing not in ("leave-out", "zero", "not-ranked"):
            return Combined(decisions.leave_open("value.missing", unit, facts), spec, [])
    if absent and missing == "not-ranked":
        return Combined(NOT_RANKED, spec, [])
    used = [(name, name in absent) for name in wanted if name not in absent or missing == "zero"]
    given = [(name, Fraction(0) if as_zero else there[name]) for name, as_zero in used]
    return Combined(by_method(spec, given), spec, used)


class YearValue:
    """The value of a unit for a year: over its periods, in each over its stages."""

    def __init__(self, value: Value, periods: dict[str, Combined], year: Combined | None) -> None:
        self.value, self.periods, self.year = value, periods, year

    def likewise(self, unit: str, get: Callable[[str, str, str], Fraction | None]) -> Fraction | None:
        """Another number of the same sheets (unit, period, stage), put together by the same method."""
        found = {}
        for period, combined in self.periods.items():
            values = {stage: get(unit, period, stage) for stage, as_zero in combined.used if not as_zero}
            found[period] = combined.likewise(values)
        if self.year is not None:
            return self.year.likewise(found)
        return next(iter(found.values())) if found else None


class JoinedValue(YearValue):
    """The year of a unit with which the years of others are put together (format-ranking.md §3)."""

    def __init__(self, parts: dict[str, YearValue], combined: Combined) -> None:
        super().__init__(combined.value, {}, None)
        self.parts, self.combined = parts, combined

    def likewise(self, unit: str, get: Callable[[str, str, str], Fraction | None]) -> Fraction | None:
        """Each of the years likewise, and these by the same method."""
        names = [name for name, _ in self.combined.used]
        return self.combined.likewise({name: self.parts[name].likewise(name, get) for name in names})


def months_in(year: int, first: str, last: str) -> int:
    """The months of a year on whose last day a unit was a member."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    ends = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return sum(1 for month, day in enumerate(ends, 1) if first <= f"{year}-{month:02d}-{day}" <= last)


def joining_spec(choice: Any, months: dict[str, int], former: list[str]) -> Row:
    """The rule a choice makes of the years of several units; empty where it joins nothing."""
    if choice in ("sum", "mean"):
        return {"method": choice, "missing": "leave-out"}
    if choice == "months":
        weights = {unit: str(count) for unit, count in months.items()}
        return {"method": "weights", "weights": weights, "missing": "leave-out"}
    if isinstance(choice, str) and choice.startswith("one:") and choice[4:] in former:
        return {"method": "stage", "stage": choice[4:], "missing": "leave-out"}
    return {}


# --------------------------------------------------------------------------------------------------- the whole year


def setting_of(rows: Tables, key: str, shape: type) -> Any:
    """What a setting says, None where it is absent or of another shape."""
    found = [row["value"] for row in rows["setting"] if row["key"] == key and isinstance(row.get("value"), shape)]
    return found[-1] if found else None


class YearWork:
    """Everything computed of one year."""

    def __init__(self, rows: Tables, year: int, report: Report, suspended: Any = None) -> None:
        self.rows, self.year, self.report = rows, year, report
        self.own = own_rows(rows, year)
        self.end = f"{year}-12-31"
        self.decisions = Decisions(rows["decision"], year, suspended)
        self.rules = Rules(rows, year, self.decisions)
        self.members = sorted(self.own["membership"], key=lambda row: (row["position"], row["unit"]))
        self.left, self.standing = self.leavers()
        self.joins = self.joining()
        self.forms = self.read_forms()
        self.cells: dict[str, dict[str, Row]] = {}
        for cell in self.own["cell"]:
            self.cells.setdefault(cell["sheet"], {})[cell["node"]] = cell
        self.ranking = self.rules.find("ranking/1")
        self.ranking_spec = spec_of(self.ranking)
        asked = dict(self.decisions.open)
        self.final = self.rules.find("final-score/1")
        self.decisions.open = asked  # where it is a question, that is asked when a value needs the rule
        periods = sorted(self.own["period"], key=lambda row: (row["position"], row["key"]))
        self.periods: list[str] = [row["key"] for row in periods] or ["nam"]
        stages = sorted(self.own["stage"], key=lambda row: (row["position"], row["key"]))
        said = setting_of(rows, f"days-off.{year}", list)
        own_days = [f"{year}-{day}" for day in FIXED_DAYS_OFF] if said is None else said
        self.days_off = {f"{year + 1}-{day}" for day in FIXED_DAYS_OFF} | set(own_days)
        self.panels: dict[str, Row] = setting_of(rows, f"scorers.{year}", dict) or {}
        within = {key for panel in self.panels.values() for key in panel["by"].values()}
        self.stages: list[str] = [row["key"] for row in stages if row["key"] not in within]
        self.work: dict[tuple[str, str], StageWork] = {}
        for period in self.periods:
            for row in stages:
                self.work[period, row["key"]] = StageWork(self, period, row)
        for (_, stage), work in self.work.items():
            if stage not in self.panels:
                work.run()
        for (period, stage), work in self.work.items():
            if stage in self.panels:
                self.scored_by_several(period, stage, work)

    def next_working(self, day: datetime.date) -> datetime.date:
        """The day itself where it is none off, else the next that is none."""
        while day.weekday() > 4 or day.isoformat() in self.days_off:
            day += datetime.timedelta(days=1)
        return day

    def deadlines_move(self) -> bool:
        """Whether it was decided that deadlines of the year on a day off move."""
        return self.decisions.answer("deadline.day-off", str(self.year), {}) == "moves"

    def days_after(self, last: datetime.date, day: datetime.date) -> int:
        """Days from a last day to a later one: working days where that was decided, else calendar days."""
        if self.decisions.answer("deadline.days", str(self.year), {}) == "working":
            return working_days(last, day, sorted(self.days_off))
        return (day - last).days

    def compared(self, form: str) -> list[Row]:
        """Who takes part where an item of a form compares units."""
        choice = self.decisions.answer("form.compared", form, {})
        found = self.standing
        if choice in ("whole-year", "whole-year-not-barred"):
            found = [row for row in found if (row.get("from_date") or "") <= f"{self.year}-01-01"]
        if choice in ("not-barred", "whole-year-not-barred"):
            barred = {row["unit"] for row in self.own["veto"] if not row.get("relief")}
            found = [row for row in found if row["unit"] not in barred]
        return found

    def leavers(self) -> tuple[list[Row], list[Row]]:
        """Who left during the year, and who stands for a place; asked about is who began a sheet."""
        filled = {sheet["unit"] for sheet in self.own["sheet"] if sheet["state"] != "empty"}
        left, standing = [], []
        for member in self.members:
            until = member.get("to_date")
            if until is not None and until < self.end:
                facts = {"unit": member["unit"], "until": until, "left_by": member.get("left_by") or ""}
                subject = "{}/{}".format(self.year, member["unit"])
                choice = self.decisions.answer("standing.leaver", subject, facts)
                if choice is None and member["unit"] in filled:
                    self.decisions.leave_open("standing.leaver", subject, facts)
                if choice != "ranked":
                    left.append(member)
                    continue
            standing.append(member)
        return left, standing

    def joining(self) -> dict[str, list[tuple[list[str], Row, str]]]:
        """Whose years come into whose, and by which rule; asked about where one of the former units began a sheet."""
        days = {row["unit"]: (row.get("from_date") or "", row.get("to_date") or "9999-12-31") for row in self.members}
        filled = {sheet["unit"] for sheet in self.own["sheet"] if sheet["state"] != "empty"}
        joins: dict[str, list[tuple[list[str], Row, str]]] = {}
        events = sorted(self.rows["lineage"], key=lambda row: (row["date"], row["kind"], row["key"]))
        for event in events:
            if event["kind"] not in ("merge", "split") or event["date"][:4] != str(self.year):
                continue
            sides: dict[str, list[str]] = {"from": [], "to": []}
            for row in self.rows["lineage_unit"]:
                if row["event"] == event["key"]:
                    sides[row["side"]].append(row["unit"])
            for heir in sorted(sides["to"]):
                former = sorted(unit for unit in sides["from"] if unit != heir and unit in days)
                if heir not in days or not former:
                    continue
                months = {unit: months_in(self.year, *days[unit]) for unit in [heir, *former]}
                facts = {"unit": heir, "date": event["date"], "units": former, "months": months}
                subject = "{}/{}/{}".format(self.year, event["key"], heir)
                choice = self.decisions.answer("standing.joined", subject, facts)
                if choice is None and filled.intersection(former):
                    self.decisions.leave_open("standing.joined", subject, facts)
                spec = joining_spec(choice, months, former)
                if spec:
                    joins.setdefault(heir, []).append(([heir, *former], spec, event["date"]))
        return joins

    def read_forms(self) -> dict[str, Form]:
        """The forms of the year as trees."""
        by_form: dict[str, list[Row]] = {}
        for node in self.rows["form_node"]:
            by_form.setdefault(node["form"], []).append(node)
        wanted = {row["form"] for row in self.own["year_form"]}
        forms = {}
        for row in self.rows["form"]:
            if row["key"] in wanted:
                forms[row["key"]] = Form(row, by_form.get(row["key"], []), self.report)
        return forms

    def form_of(self, member: Row) -> Form | None:
        """The form a member is assessed by."""
        by_group = {row["unit_group"]: row["form"] for row in self.own["year_form"]}
        key = by_group.get(member["unit_group"], by_group.get(""))
        return self.forms.get(key) if key is not None else None

    def sheet(self, unit: str, period: str, stage: str) -> SheetWork | None:
        """The assessed sheet of a unit."""
        work = self.work.get((period, stage))
        return work.results.get(unit) if work else None

    def scored_by_several(self, period: str, stage: str, work: StageWork) -> None:
        """A stage several units score: what their totals come to, the unit itself left out."""
        panel = self.panels[stage]
        work.row = {**work.row, "holds": "total", "counts": "stated"}
        for member in self.members:
            form, unit = self.form_of(member), member["unit"]
            if form is None:
                continue
            sheet = work.results[unit] = SheetWork(work, member, form)
            names = [panel["by"][scorer] for scorer in sorted(panel["by"]) if scorer != unit]
            sheets = {name: self.sheet(unit, period, name) for name in names}
            there = {name: one for name, one in sheets.items() if one is not None and one.cells}
            if there:
                asked = f"{unit}/{stage}" if len(self.periods) == 1 else f"{unit}/{period}/{stage}"
                totals = {name: BLANK if is_a(one.total, "blank") else one.total for name, one in there.items()}
                points = {name: BLANK if is_a(one.total, "blank") else one.ranking for name, one in there.items()}
                total = combine(panel, names, {**dict.fromkeys(names, BLANK), **totals}, asked, self.decisions).value
                ranking = combine(panel, names, {**dict.fromkeys(names, BLANK), **points}, asked, self.decisions).value
                sheet.cells = {"": {"stated": {"total": number_text(total)} if is_number(total) else {}}}
                sheet.assess()
                sheet.total, sheet.ranking, sheet.excesses = total, ranking, []
            else:
                sheet.cells = {}
                sheet.assess()

    def stage_value(self, unit: str, period: str, stage: str) -> Value:
        """The value of a unit at a stage of a period."""
        sheet = self.sheet(unit, period, stage)
        return BLANK if sheet is None or not sheet.cells else sheet.ranking

    def value(self, unit: str, only_stage: str | None, before: str = "9999-12-31") -> YearValue:
        """The value of a unit for the year with what events before a day join to it, or by one stage alone."""
        made = self.own_value(unit, only_stage)
        for names, spec, day in self.joins.get(unit, []) if only_stage is None else []:
            if day >= before or (spec["method"] != "stage" and not is_number(made.value)):
                continue
            parts = {name: made if name == unit else self.value(name, None, day) for name in names}
            values = {
                name: part.value if name == unit or is_number(part.value) or is_a(part.value, "pending") else BLANK
                for name, part in parts.items()
            }
            made = JoinedValue(parts, combine(spec, names, values, unit, self.decisions))
        return made

    def own_value(self, unit: str, only_stage: str | None) -> YearValue:
        """The value of a unit by its own sheets."""
        rule = self.rules.find("year-from-periods/1") if len(self.periods) > 1 else None
        if isinstance(rule, NoNumber):
            return YearValue(rule, {}, Combined(rule, {"method": "last"}, []))
        periods: dict[str, Combined] = {}
        outside = self.outside(unit)
        its = [period for period in self.periods if period not in outside]
        for period in its:
            if only_stage is not None:
                value = self.stage_value(unit, period, only_stage)
                used = [(only_stage, False)] if is_number(value) else []
                periods[period] = Combined(value, {"method": "last"}, used)
            elif isinstance(self.final, NoNumber):
                self.rules.find("final-score/1")
                periods[period] = Combined(self.final, {"method": "last"}, [])
            else:
                values = {stage: self.stage_value(unit, period, stage) for stage in self.stages}
                spec = spec_of(self.final)
                if self.own_periods and all(
                    is_a(values.get(n, BLANK), "blank") for n in needed(spec, self.stages, values)
                ):
                    periods[period] = Combined(BLANK, spec, [])
                    continue
                asked = f"{unit}/{period}" if self.own_periods else unit
                periods[period] = combine(spec, self.stages, values, asked, self.decisions)
        if len(self.periods) == 1:
            return YearValue(periods[self.periods[0]].value, periods, None)
        found = {period: combined.value for period, combined in periods.items()}
        spec = spec_of(rule)
        if outside and isinstance(spec.get("weights"), dict):
            spec = {**spec, "weights": {name: one for name, one in spec["weights"].items() if name not in outside}}
        year = combine(spec, its, found, unit, self.decisions)
        return YearValue(year.value, periods, year)

    @property
    def own_periods(self) -> bool:
        """Whether the year is made of several periods by the second kind of rule."""
        if len(self.periods) < 2:
            return False
        rule = self.rules.find("year-from-periods/1")
        return not isinstance(rule, NoNumber) and rule["kind"] == "year-from-periods/2"

    def outside(self, unit: str) -> set[str]:
        """The periods that lie wholly before a unit came or after it left."""
        member = next((row for row in self.members if row["unit"] == unit), None)
        if member is None or not self.own_periods:
            return set()
        came, left = member.get("from_date") or "", member.get("to_date") or "9999-12-31"
        return {
            row["key"]
            for row in self.own["period"]
            if (row.get("to_date") or "9999-12-31") < came or left < (row.get("from_date") or "")
        }


# ------------------------------------------------------------------------------------------------------------ places


class Place:
    """The place of a unit."""

    def __init__(self, unit: str, value: YearValue) -> None:
        self.unit, self.value = unit, value
        self.points: Value = value.value
        self.compared: Value = value.value
        self.rank: int | None = None
        self.tied_with: list[str] = []
        self.equal_to: list[str] = []
        self.waiting = ""
        self.decided: tuple[str, str, str, list[str]] | None = None
        self.out: str | None = None


class Ranking:
    """Places of a year, by its rules or by one stage alone."""

    def __init__(self, year: YearWork, only_stage: str | None = None) -> None:
        self.year, self.only_stage = year, only_stage
        self.spec = year.ranking_spec
        self.decisions = year.decisions
        self.values = {m["unit"]: year.value(m["unit"], only_stage) for m in year.standing}
        self.places: list[Place] = []
        self.taken_out: dict[str, list] = {}  # unit -> reasons

    def run(self) -> None:
        """Give the places."""
        self.places = []
        if isinstance(self.year.ranking, NoNumber):
            return
        places = [Place(unit, value) for unit, value in self.values.items()]
        for place in places:
            if place.unit in self.taken_out:
                place.points = NOT_RANKED
        ranked = [place for place in places if is_number(place.points)]
        for place in ranked:
            place.compared = place.points
            if self.spec.get("compare") == "published":
                digits = said(self.spec, "digits")
                step = Fraction(1, 10 ** int(2 if digits is None else digits))
                place.compared = rounded(place.points, {"step": number_text(step), "mode": "half-up"})
        waiting = [place for place in places if is_a(place.points, "pending") or is_a(place.points, "blank")]
        out = [place for place in places if place not in ranked and place not in waiting]
        levels: list[list[Place]] = []
        for compared in sorted({place.compared for place in ranked}, reverse=True):
            equals = [place for place in ranked if place.compared == compared]
            for place in equals:
                place.tied_with = [other.unit for other in equals if other is not place]
            levels.extend(self.part(equals))
        self.number_ranks(levels, bool(waiting))
        for place in waiting:
            place.waiting = "pending"
        self.places = [place for level in levels for place in level] + waiting + out

    def number_ranks(self, levels: list[list[Place]], others: bool) -> None:
        """Ranks of the levels, equals sharing one."""
        rank = 1
        for level in levels:
            for place in level:
                place.rank = rank
                place.equal_to = [other.unit for other in level if other is not place]
                place.waiting = "tie" if place.equal_to else "others" if others else ""
                if place.equal_to:
                    place.decided = None
            rank += 1 if self.spec.get("ties") == "dense" else len(level)

    # -- parting equals

    def part(self, equals: list[Place]) -> list[list[Place]]:
        """A group of equals in levels."""
        keys = [key for key in listed(self.spec.get("tie_keys")) if key["key"] != "decision"]
        return self.part_by(equals, keys)

    def part_by(self, group: list[Place], keys: list[Row]) -> list[list[Place]]:
        """The keys in order; then a decision."""
        if len(group) < 2:
            return [group]
        blocked = False
        for n, key in enumerate(keys):
            if key["key"] == "ballot":
                levels = self.by_ballot(group)
                if levels is None:
                    continue
                parted = levels
                rest = keys[n:]
            elif blocked:
                continue
            else:
                values = self.key_values(key, group)
                if any(values[place.unit] is None for place in group):
                    blocked = True
                    continue
                parted = self.levels(values, group, self.low_is_better(key))
                rest = keys[n + 1 :]
                if len(parted) > 1:
                    self.say(parted, key["key"], {unit: number_text(v) for unit, v in values.items() if v is not None})
            if len(parted) > 1:
                return [level for one in parted for level in self.part_by(one, rest)]
        return self.by_decision(group)

    @staticmethod
    def levels(values: dict[str, Fraction | None], group: list[Place], low: bool) -> list[list[Place]]:
        """A group by values, best first."""
        there = {value for value in values.values() if value is not None}
        ordered = sorted(there, reverse=not low)
        return [[place for place in group if values[place.unit] == value] for value in ordered]

    @staticmethod
    def low_is_better(key: Row) -> bool:
        """Whether the lower value is the better one."""
        better = key.get("better")
        if better is not None:
            return better == "low"
        return key["key"] in ("fewer-penalties", "last-year")

    @staticmethod
    def say(levels: list[list[Place]], key: str, words: dict[str, str]) -> None:
        """What parted the levels, for each unit of them."""
        for n, level in enumerate(levels):
            against = levels[n - 1] if n else levels[1]
            for place in level:
                others = [other.unit for other in against]
                place.decided = (key, words[place.unit], words[others[0]], others)

    def key_values(self, key: Row, group: list[Place]) -> dict[str, Fraction | None]:
        """The values of a tie key, per cent of what was assigned where that is due."""
        values = {place.unit: self.key_value(key["key"], place) for place in group}
        assigned = {place.unit: self.key_assigned(key["key"], place) for place in group}
        there = [value for value in assigned.values() if value is not None]
        if len(there) == len(group) and 0 not in there and len(set(there)) > 1:
            for unit, value in values.items():
                if value is not None:
                    values[unit] = value * 100 / (assigned[unit] or Fraction(1))
        return values

    def key_value(self, name: str, place: Place) -> Fraction | None:
        """The value of one unit for a tie key."""
        unit = place.unit
        if name == "last-year":
            for row in self.year.rows["past_result"]:
                if row["year"] == self.year.year - 1 and row["unit"] == unit and row.get("rank") is not None:
                    return Fraction(row["rank"])
            return None
        return place.value.likewise(unit, lambda its, period, stage: self.of_sheet(name, its, period, stage)[0])

    def key_assigned(self, name: str, place: Place) -> Fraction | None:
        """What stands beside the value of a tie key where the ranking is per cent."""
        by = self.spec.get("by", "raw")
        unit = place.unit
        sheets = name.startswith(("group:", "item:")) or name == "fewer-penalties"
        if by == "raw" or not (sheets or (name == "bonus" and by == "percent-of-assigned")):
            return None
        return place.value.likewise(unit, lambda its, period, stage: self.of_sheet(name, its, period, stage)[1])

    def of_sheet(self, name: str, unit: str, period: str, stage: str) -> tuple[Fraction | None, Fraction | None]:
        """A key's value and what was assigned, of one sheet."""
        sheet = self.year.sheet(unit, period, stage)
        if sheet is None:
            return None, None
        if name in ("bonus", "fewer-penalties"):
            effect = "bonus" if name == "bonus" else "penalty"
            if sheet.stage.row["holds"] == "total" and effect not in (sheet.cells.get("", {}).get("stated") or {}):
                return None, None
            value = sheet.points.effect(effect)
            return (value if is_number(value) else None), sheet.points.assigned
        kind, _, rest = name.partition(":")
        if kind == "figure":
            item, _, one = rest.partition("/")
            node = sheet.form.find(item)
            value = entered(node.spec, sheet.cells.get(node.key, {})).get(one) if node else None
            return (value if is_number(value) else None), None
        return node_value(sheet, rest)

    def by_ballot(self, group: list[Place]) -> list[list[Place]] | None:
        """The order a ballot over exactly this group gave."""
        units, found = sorted(place.unit for place in group), []
        for (question, subject), rows in self.decisions.by.items():
            if question != "rank.ballot":
                continue
            for row in rows[:1]:
                choice = row.get("choice")
                if not isinstance(choice, dict) or sorted(choice.get("votes") or {}) != units:
                    continue
                choice = self.decisions.answer(question, subject, self.tie_facts(units))
                if choice is not None and choice.get("elected"):
                    found.append(choice)
        if len(found) != 1:
            return None
        by_unit = {place.unit: place for place in group}
        elected = [unit for unit in found[0]["elected"] if unit in by_unit]
        levels = [[by_unit[unit]] for unit in elected]
        rest = [place for place in group if place.unit not in elected]
        levels += [rest] if rest else []
        if len(levels) < 2:
            return None
        self.say(levels, "ballot", {unit: str(votes) for unit, votes in found[0]["votes"].items()})
        return levels

    def by_decision(self, group: list[Place]) -> list[list[Place]]:
        """What a decision says of a group that nothing parted."""
        units = sorted(place.unit for place in group)
        facts = self.tie_facts(units)
        choice = self.decisions.answer("rank.tie", "+".join(units), facts)
        if not isinstance(choice, list) or sorted(map(str, choice)) != units:
            self.decisions.leave_open("rank.tie", "+".join(units), facts)
            return [group]
        by_unit = {place.unit: place for place in group}
        levels = [[by_unit[unit]] for unit in choice]
        self.say(levels, "decision", {unit: str(n + 1) for n, unit in enumerate(choice)})
        return levels

    def tie_facts(self, units: list[str]) -> Row:
        """The facts of the question how equals are parted."""
        facts: Row = {"units": units}
        missing = []
        group = [Place(unit, self.values[unit]) for unit in units if unit in self.values]
        keys = [key for key in listed(self.spec.get("tie_keys")) if key["key"] not in ("decision", "ballot")]
        for place in group:
            facts[place.unit] = {"points": None, "keys": {}}
            if is_number(place.points) and place.unit not in self.taken_out:
                facts[place.unit]["points"] = number_text(place.points)
        for key in keys:
            values = self.key_values(key, [p for p in group if facts[p.unit]["points"] is not None])
            for unit, value in values.items():
                if value is not None:
                    facts[unit]["keys"][key["key"]] = number_text(value)
            if any(values.get(unit) is None for unit in units):
                missing.append(key_label(key))
        if missing:
            facts["missing"] = missing
        return facts


def node_value(sheet: SheetWork, name: str) -> tuple[Fraction | None, Fraction | None]:
    """base - penalty of a node (the bonus of an item that is bonus_only) and what was assigned."""
    node = sheet.form.find(name)
    points = sheet.nodes.get(node.key) if node else None
    if node is None or points is None:
        return None, None
    if node.item and node.spec.get("bonus_only"):
        return (points.bonus if is_number(points.bonus) else None), node.max
    value = add([points.base, minus(points.penalty)])
    return (value if is_number(value) else None), points.assigned


def key_label(key: Row) -> str:
    """The words of a tie key."""
    name, label = key["key"], key.get("label")
    if label:
        return label
    kind, _, rest = name.partition(":")
    words = {"group": "điểm nhóm ", "item": "điểm mục ", "figure": "số liệu "}
    plain_words = {"bonus": "điểm thưởng", "fewer-penalties": "điểm trừ", "last-year": "thứ hạng năm trước"}
    return words[kind] + rest if kind in words else plain_words.get(name, name)


# ----------------------------------------------------------------------------------------------------------- classes


RECORDED = {
    **dict.fromkeys(("tasks-done", "tasks-on-time", "tasks-over", "tasks-late", "shortcomings-fixed"), "number"),
    **dict.fromkeys(("targets-met", "backlog", "people", "count", "share-women", "initiatives"), "number"),
    **dict.fromkeys(("own-discipline", "leader-disciplined", "leaders-disciplined", "self-detected"), "yes-no"),
    **dict.fromkeys(("under-verification", "disunity", "party-unions-excellent", "hard-conditions"), "yes-no"),
    "rating": "",
}


class Facts:
    """The facts a condition may ask of a unit; None is unknown."""

    def __init__(self, ranking: Ranking, unit: str, place: Place | None) -> None:
        self.ranking, self.unit, self.place = ranking, unit, place
        self.year = ranking.year
        self.own = ranking.year.own
        self.sheet = self.sheet_of_facts()

    def holds(self, spec: Any) -> bool | None:
        """A condition; not said is true."""
        if spec is None:
            return True
        if "all" in spec:
            found = [self.holds(one) for one in listed(spec["all"])]
            return False if False in found else None if None in found else True
        if "any" in spec:
            found = [self.holds(one) for one in listed(spec["any"])]
            return True if True in found else None if None in found else False
        if "not" in spec:
            inner = self.holds(spec["not"])
            return None if inner is None else not inner
        other = dict(spec)
        for name in ("ge", "gt", "le", "lt", "eq"):
            if isinstance(other.get(name), dict):
                other[name] = self.fact(other[name])
                if other[name] is None:
                    return None
        return compare(self.fact(spec), other)

    def fact(self, spec: Row) -> Any:
        """One fact."""
        name, of = spec["fact"], spec.get("of")
        if name in ("group-points", "item-points", "group-percent"):
            return self.of_node(name, str(of))
        if name in ("veto", "disciplined-from", "any-veto"):
            return self.veto(name, of)
        if name == "registered":
            return self.registered(str(of))
        maker = {
            "points": self.points,
            "points-base": lambda: self.so_far("base"),
            "points-bonus": lambda: self.so_far("bonus"),
            "points-penalty": lambda: self.so_far("penalty"),
            "percent-of-assigned": self.percent,
            "items-at-zero": self.items_at_zero,
            "rank": self.rank,
            "leads-bloc": lambda: None if self.rank() is None else self.rank() == 1,
            "last-rank": self.last_rank,
            "self-score-sent": self.self_score_sent,
            "self-score-days-late": self.days_late,
            "full-year-member": self.full_year,
            "tasks-done": self.tasks_done,
            "tasks-on-time": self.tasks_on_time,
            "targets-met": self.targets_met,
            "pledged": self.pledged,
        }.get(name)
        found = maker() if maker else None
        return self.recorded(spec) if found is None and name in RECORDED else found

    def recorded(self, spec: Row) -> Any:
        """What somebody recorded as found of the unit by others, under the third number of the rule of classes."""
        rule, name = self.year.rules.find("classes/1"), spec["fact"]
        if isinstance(rule, NoNumber) or rule["kind"] != "classes/3":
            return None
        operators = ("ge", "gt", "le", "lt", "eq", "in", "fact", "cite", "quote")
        given = ",".join(f"{key}={spec[key]}" for key in sorted(spec) if key not in operators)
        kind = f"{name}({given})" if given else name
        for row in self.year.rows["rating"]:
            if (row["year"], row["holder"], row["kind"]) == (self.year.year, self.unit, kind):
                sort = RECORDED[name]
                return number(row["value"]) if sort == "number" else row["value"] == "yes" if sort else row["value"]
        return None

    def sheet_of_facts(self, period: str | None = None) -> SheetWork | None:
        """The sheet the facts of points are taken from: of the last period (or of `period`), the last stage that has a
        cell.
        """
        spec, stages = spec_of(self.year.final), self.year.stages
        if spec.get("method") in ("last", "stage") and spec.get("missing") != "earlier":
            stages = stages[-1:] if spec["method"] == "last" else [spec["stage"]]
        if self.ranking.only_stage is not None:
            stages = [self.ranking.only_stage]
        elif isinstance(self.year.final, NoNumber):
            return None
        fallback = None
        for stage in reversed(stages):
            sheet = self.year.sheet(self.unit, period or self.year.periods[-1], stage)
            if sheet is not None and sheet.cells:
                return sheet
            fallback = fallback or sheet
        return fallback

    def points(self) -> Fraction | None:
        """The year value; before places the ranking points of the sheet."""
        value = self.place.points if self.place else self.sheet.ranking if self.sheet else None
        return value if is_number(value) else None

    def together(self, get: Callable[[SheetWork], Fraction | None]) -> Fraction | None:
        """A number over all sheets the points are made from, put together as they are."""

        def of(unit: str, period: str, stage: str) -> Fraction | None:
            sheet = self.year.sheet(unit, period, stage)
            return None if sheet is None else get(sheet)

        value = self.ranking.values.get(self.unit)
        return value.likewise(self.unit, of) if value is not None else None

    def read(self, get: Callable[[SheetWork], Fraction | None]) -> Fraction | None:
        """A number of the last sheet, or of all of them where the year is made of a unit's own periods."""
        if self.year.own_periods:
            return self.together(get)
        return get(self.sheet) if self.sheet else None

    def so_far(self, effect: str) -> Fraction | None:
        """Base, bonus or penalty so far."""
        return self.read(lambda sheet: sheet.points.so_far[effect])

    def percent(self) -> Fraction | None:
        """(base - penalty) so far over the assigned maximum."""
        none = Fraction(0)
        points = self.read(lambda one: (one.points.so_far["base"] or none) - (one.points.so_far["penalty"] or none))
        assigned = self.read(lambda sheet: sheet.points.assigned)
        return points / assigned * 100 if points is not None and assigned else None

    def of_node(self, name: str, of: str) -> Fraction | None:
        """Points of a group or item of the sheet."""
        value = self.read(lambda sheet: node_value(sheet, of)[0])
        if name != "group-percent" or value is None:
            return value
        most = self.read(lambda sheet: node.max if (node := sheet.form.find(of)) else None)
        return value / most * 100 if most else None

    def items_at_zero(self) -> Fraction | None:
        """How many items have the value 0 in a sheet of any period."""
        if self.sheet is None:
            return None
        found = [self.sheet_of_facts(period) for period in self.year.periods]
        zero = set()
        for sheet in [each for each in found if each is not None and each.cells] or [self.sheet]:
            for key, points in sheet.nodes.items():
                node = sheet.form.nodes.get(key)
                if node and node.item and not node.spec.get("bonus_only") and points.value == 0:
                    zero.add(key)
        return Fraction(len(zero))

    def rank(self) -> Fraction | None:
        """The rank, unless it waits for something."""
        if self.place is None or self.place.rank is None or self.place.waiting:
            return None
        return Fraction(self.place.rank)

    def last_rank(self) -> Fraction | None:
        """The rank of the year before."""
        for row in self.year.rows["past_result"]:
            if (row["year"], row["unit"]) == (self.year.year - 1, self.unit) and row.get("rank") is not None:
                return Fraction(row["rank"])
        return None

    def first_sheets(self) -> list[Row]:
        """The sheets of the first stage."""
        first = self.year.stages[:1]
        return [row for row in self.own["sheet"] if row["unit"] == self.unit and row["stage"] in first]

    def self_score_sent(self) -> bool:
        """Whether the unit sent its self-score."""
        return any(row.get("received_on") or row["state"] != "empty" for row in self.first_sheets())

    def days_late(self) -> Fraction | None:
        """Days after the last day of the first deadline of the first stage that was missed."""
        if not self.self_score_sent() or len(self.year.periods) > 1:
            return None
        received = [row["received_on"] for row in self.first_sheets() if row.get("received_on")]
        rows = [row for row in self.own["deadline"] if row.get("stage") in self.year.stages[:1]]
        day, moves = day_of(received[0] if received else None), self.year.deadlines_move()
        lasts = [(self.year.next_working(due) if moves else due) for row in rows if (due := day_of(row["due_on"]))]
        late = [self.year.days_after(last, day) for last in sorted(lasts) if day and day > last]
        return Fraction(next((days for days in late if days), 0))

    def full_year(self) -> bool:
        """Member from 1 January to 31 December."""
        year = self.year.year
        for row in self.own["membership"]:
            if row["unit"] == self.unit:
                begins, ends = row.get("from_date"), row.get("to_date")
                return (begins is None or begins <= f"{year}-01-01") and (ends is None or ends >= self.year.end)
        return False

    def veto(self, name: str, of: Any) -> bool | None:
        """Vetoes of the year without relief."""
        kinds = [r["kind"] for r in self.own["veto"] if r["unit"] == self.unit and not r.get("relief")]
        if name == "any-veto":
            return bool(kinds)
        if of in kinds:
            return True
        return None if name == "disciplined-from" and kinds else False

    def pledged(self) -> bool | None:
        """Whether the unit signed the pledge."""
        if not any(row.get("signed_on") for row in self.own["pledge"]):
            return None
        signs = self.own["pledge_sign"]
        return any(row.get("unit") == self.unit and row["role"] == "signatory" for row in signs)

    def registered(self, title: str) -> bool | None:
        """Whether the unit registered for a title."""
        if not self.own["registration"] and not self.own["registered_title"]:
            return None
        names = {folded(title)}
        for rule in self.year.rules.in_force("title/1", self.year.end):
            scope = (rule.get("scope") or "").partition(":")[2].partition("/")[0]
            if folded(scope) == folded(title) and spec_of(rule).get("name"):
                names.add(folded(spec_of(rule)["name"]))
        for row in self.own["registered_title"]:
            own = row["unit"] == self.unit and row.get("person") is None and row.get("household") is None
            if own and folded(row["title"]) in names:
                return True
        subject = f"{self.year.year}/{self.unit}/{title}"
        return self.year.decisions.answer("registration.waived", subject, None) == "counts"

    def key_works(self) -> list[Row] | None:
        """The key tasks listed, where they are as many as were registered."""
        works = self.own["work"]
        its = [row for row in works if row.get("unit") == self.unit and row["kind"] == "key"]
        here = {row["key"] for row in its}
        its = [row for row in its if row.get("rolled_from") not in here]
        said_number = self.registered_number()
        return its if its and (said_number is None or len(its) >= said_number) else None

    def registered_number(self) -> int | None:
        """registration.tasks."""
        found = [row.get("tasks") for row in self.own["registration"] if row["unit"] == self.unit]
        return found[0] if found else None

    def followed(self, row: Row) -> Row:
        """A task that was moved counts as the row that continues it."""
        seen = {row["key"]}
        while row["state"] == "moved":
            nexts = [work for work in self.own["work"] if work.get("rolled_from") == row["key"]]
            if not nexts or nexts[0]["key"] in seen:
                break
            row = nexts[0]
            seen.add(row["key"])
        return row

    def completed(self, row: Row) -> bool:
        """Whether a task was completed by the end of the year."""
        done = row.get("done_on")
        return row["state"] in ("done", "late") and (done is None or done <= self.year.end)

    def tasks_done(self) -> Fraction | None:
        """Tasks done ÷ tasks registered × 100."""
        half, listed_works = f"{self.year.year}-06-30", self.key_works()
        rows = [r for r in self.own["progress"] if r["unit"] == self.unit and half < r["as_of"] <= self.year.end]
        last = max(rows, key=lambda row: row["as_of"]) if rows else {}
        done, of = last.get("tasks_done"), last.get("tasks_registered")
        if listed_works is not None:
            done = sum(self.completed(self.followed(row)) for row in listed_works) if done is None else done
            of = len(listed_works) if of is None else of
        of = self.registered_number() if of is None else of
        return None if done is None or not of else Fraction(done, of) * 100

    def tasks_on_time(self) -> Fraction | None:
        """Tasks done in time ÷ number × 100."""
        works = self.key_works()
        if works is None:
            return None
        rows = [self.followed(row) for row in works]
        return Fraction(sum(self.completed(row) and row["state"] == "done" for row in rows), len(rows)) * 100

    def targets_met(self) -> Fraction | None:
        """Targets with result ≥ plan ÷ number × 100."""
        rows = [row for row in self.own["target"] if row["unit"] == self.unit]
        if not rows or any(row.get("plan") is None or row.get("result") is None for row in rows):
            return None
        return Fraction(sum(number(row["result"]) >= number(row["plan"]) for row in rows), len(rows)) * 100


def folded(text: str) -> str:
    """A title without diacritics and case."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class ClassOf:
    """The class of one unit."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.by_points: str | None = None
        self.final: str | None = None
        self.reasons: list[str] = []
        self.bars: list[str] = []
        self.flags: list[str] = []
        self.questions: list[tuple[str, str]] = []
        self.out: str | None = None


class Classes:
    """Classes and quotas, after the places."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking, self.year = ranking, ranking.year
        self.decisions = ranking.decisions
        self.rule = ranking.year.rules.find("classes/1")
        self.spec = spec_of(self.rule)
        self.bands: list[Row] = listed(self.spec.get("bands"))
        self.order = [band["class"] for band in self.bands]
        self.found: dict[str, ClassOf] = {}
        self.quotas: list[Row] = []

    def run(self) -> None:
        """Places and classes, until no effect takes anybody out."""
        if isinstance(self.rule, NoNumber) or isinstance(self.ranking.year.ranking, NoNumber):
            self.ranking.run()
            return
        for unit in self.ranking.values:
            self.out_before(unit)
        for _ in range(len(self.ranking.values) + 1):
            kept = dict(self.decisions.open)
            self.ranking.run()
            self.found = {place.unit: self.of(place) for place in self.ranking.places}
            out = [one for one in self.found.values() if one.out and one.unit not in self.ranking.taken_out]
            if not out:
                break
            self.decisions.open = kept
            for one in out:
                self.ranking.taken_out[one.unit] = [one.out]
        for rule in self.limits():
            self.quota(spec_of(rule))

    def limits(self) -> list[Row]:
        """The limits that are applied, in their order: of `class-quota/2` of one class the one that was chosen, till
        then the only one without a scope."""
        every = self.year.rules.in_force("class-quota/1", self.year.end)
        found, done = [], set()
        for rule in every:
            name = spec_of(rule)["class"]
            if rule["kind"] == "class-quota/1":
                found.append(rule)
            elif name not in done:
                done.add(name)
                alike = [one for one in every if one["kind"] != "class-quota/1" and spec_of(one)["class"] == name]
                several: dict[str, Row] = {}
                for one in alike:
                    several.setdefault(canonical(one.get("spec")), {**one, "scope": name})
                listed_rules, general = list(several.values()), [one for one in alike if not one.get("scope")]
                if len(listed_rules) > 1:
                    chosen = self.year.rules.choose("class-quota/1", name, listed_rules)
                    found += [chosen] if isinstance(chosen, dict) else general if len(general) == 1 else []
                else:
                    found += listed_rules
        return found

    def out_before(self, unit: str) -> None:
        """A unit that an effect takes out with what is known without places."""
        facts = Facts(self.ranking, unit, None)
        for effect in listed(self.spec.get("effects")):
            if effect["effect"] == "not-ranked" and facts.holds(effect.get("when")):
                self.ranking.taken_out[unit] = [effect.get("reason", "")]

    def of(self, place: Place) -> ClassOf:
        """The class of a unit, its bands and effects."""
        one = ClassOf(place.unit)
        if place.unit in self.ranking.taken_out:
            one.out = self.ranking.taken_out[place.unit][0]
            one.reasons = [one.out]
            return one
        if not is_number(place.points):
            return one
        facts = Facts(self.ranking, place.unit, place)
        one.by_points = one.final = self.by_points(one, place, facts)
        for n, effect in enumerate(listed(self.spec.get("effects"))):
            self.effect(one, n, effect, facts)
        if one.questions or one.out:
            one.final = None
        return one

    def by_points(self, one: ClassOf, place: Place, facts: Facts) -> str | None:
        """The class whose band holds the measured points."""
        measured, cap = place.points, said(self.spec, "cap")
        if self.spec.get("compare") == "published":
            digits = said(self.ranking.spec, "digits") if self.rule["kind"] != "classes/1" else None
            step = Fraction(1, 10 ** int(2 if digits is None else digits))
            measured = rounded(measured, {"step": number_text(step), "mode": "half-up"})
        measured = measured if cap is None else min(measured, cap)
        fitting, unclear = [], []
        for band in self.bands:
            low, high = said(band, "from"), said(band, "to")
            above = low is None or measured > low or (measured == low and band.get("from_inclusive") is not False)
            below = high is None or measured < high or (measured == high and band.get("to_inclusive") is True)
            holds = facts.holds(band.get("when")) if above and below else False
            if holds is not False:
                (fitting if holds else unclear).append(band["class"])
        if len(fitting) == 1 and not unclear:
            return fitting[0]
        question = "class.unknown" if unclear else "class.two" if fitting else "class.none"
        told = {"points": number_text(measured), "fitting": fitting, "unclear": unclear}
        choice = self.decisions.answer(question, place.unit, told)
        if isinstance(choice, str) and choice in self.order:
            return choice
        self.ask(one, question, place.unit, told)
        return None

    def ask(self, one: ClassOf, question: str, subject: str, facts: Any) -> None:
        """A question of the class stays open."""
        self.decisions.leave_open(question, subject, facts)
        one.questions.append((question, subject))

    def effect(self, one: ClassOf, n: int, effect: Row, facts: Facts) -> None:
        """One effect on the class as it stands."""
        holds, kind = facts.holds(effect.get("when")), effect["effect"]
        told = {"effect": n, "reason": effect.get("reason", ""), "class": one.by_points or ""}
        subject = f"{one.unit}/{n}"
        if holds is False:
            return
        if holds is None:
            if kind == "class-at-most" and not self.better(one.final, effect.get("class")):
                return
            choice = self.decisions.answer("class.unknown_fact", subject, told)
            if choice is None:
                self.ask(one, "class.unknown_fact", subject, told)
                return
            if kind == "needs-decision":
                self.becomes(one, choice if choice in self.order else one.final, told["reason"])
                return
            if choice != "yes":
                return
        if kind == "needs-decision":
            choice = self.decisions.answer("class.needs_decision", subject, told)
            if choice in self.order:
                self.becomes(one, choice, told["reason"])
            else:
                self.ask(one, "class.needs_decision", subject, told)
            return
        self.do(one, kind, effect, told["reason"])

    def do(self, one: ClassOf, kind: str, effect: Row, reason: str) -> None:
        """An effect that holds."""
        if kind == "class":
            self.becomes(one, effect["class"], reason)
        elif kind == "class-at-most":
            if self.better(one.final, effect["class"]):
                self.becomes(one, effect["class"], reason)
        elif kind == "not-ranked":
            one.out = reason
            one.reasons.append(reason)
        elif kind == "bars-title":
            one.bars.extend(listed(effect.get("titles")))
        elif kind == "flag":
            one.flags.append(reason)
        else:
            raise Malformed("tác động xếp loại không có trong tài liệu: " + shown(kind))

    @staticmethod
    def becomes(one: ClassOf, name: str | None, reason: str) -> None:
        """The class becomes another; the reason is kept where it changes."""
        if one.final != name:
            one.final = name
            one.reasons.append(reason)

    def better(self, name: str | None, other: Any) -> bool:
        """Whether a class stands before another."""
        if name not in self.order or other not in self.order:
            return False
        return self.order.index(name) < self.order.index(other)

    # -- quotas

    def quota(self, spec: Row) -> None:
        """How many units may have a class."""
        base, exact = self.quota_base(spec)
        allowed = int(rounded(exact, {"step": "1", "mode": spec.get("rounding", "down")}))
        places = [place for place in self.ranking.places if self.class_of(place.unit) == spec["class"]]
        reach = [one.unit for one in self.found.values() if one.by_points == spec["class"]]
        if len(places) > allowed:
            line = places[allowed - 1] if allowed > 0 else None
            across = line is not None and places[allowed].unit in line.equal_to
            tied = [p for p in places if line is not None and (p is line or p.unit in line.equal_to)] if across else []
            keep = {place.unit for place in places[:allowed]}
            waiting = self.tie_at_cap(tied, places, allowed, keep) if tied else set()
            for place in places:
                one = self.found[place.unit]
                if place.unit in waiting:
                    one.final = None
                elif place.unit not in keep:
                    reason = str(spec.get("reason", "")).replace("{max}", str(allowed))
                    self.becomes(one, spec["below"], reason)
        used = [place.unit for place in places if self.class_of(place.unit) == spec["class"]]
        what = spec.get("what") or self.label(spec["class"])
        quota = {"what": what, "base": base, "computed": number_text(exact), "max": allowed, "used": used}
        self.quotas.append({**quota, "reach": reach})

    def label(self, name: Any) -> Any:
        """The label of a class."""
        return next((band.get("label", name) for band in self.bands if band["class"] == name), name)

    def class_of(self, unit: str) -> str | None:
        """The class as it stands."""
        return self.found[unit].final if unit in self.found else None

    def quota_base(self, spec: Row) -> tuple[int | None, Fraction]:
        """The base of a quota and what the rule makes of it, exactly."""
        if spec.get("max") is not None:
            return None, number(spec["max"])
        kind = spec.get("base", "units")
        places = self.ranking.places
        if kind == "ranked-units":
            places = [place for place in places if place.rank is not None]
        elif kind.startswith("rated:"):
            places = [place for place in places if self.class_of(place.unit) == kind[6:]]
        elif kind.startswith("rated-at-least:"):
            name = kind[15:]
            its = [p for p in places if self.class_of(p.unit) == name or self.better(self.class_of(p.unit), name)]
            places = its
        elif kind != "units":
            raise Malformed("cơ sở tính hạn mức không có trong tài liệu: " + shown(kind))
        share = number(spec["share"]) if spec.get("share") is not None else number(spec["percent"]) / 100
        return len(places), share * len(places)

    def tie_at_cap(self, tied: list[Place], places: list[Place], allowed: int, keep: set[str]) -> set[str]:
        """Equals across the line: a decision chooses, or they wait."""
        units = sorted(place.unit for place in tied)
        above = sum(1 for place in places[: places.index(tied[0])])
        facts = {"units": units, "free": allowed - above, "max": allowed}
        choice = self.decisions.answer("class.tie_at_cap", "+".join(units), facts)
        chosen = [choice] if isinstance(choice, str) else choice
        keep.difference_update(units)
        if isinstance(chosen, list) and set(chosen) <= set(units) and len(chosen) <= facts["free"]:
            keep.update(chosen)
            return set()
        self.decisions.leave_open("class.tie_at_cap", "+".join(units), facts)
        return set(units)


# ------------------------------------------------------------------------------- attendance, quorum, ballots, hands


class Threshold:
    """A share that votes must reach or pass."""

    def __init__(self, spec: Row) -> None:
        fraction = spec.get("fraction")
        self.share = number(fraction) if fraction is not None else number(spec["percent"]) / 100
        self.over = spec["op"] == "gt"
        if not 0 < self.share <= 1 or spec["op"] not in ("ge", "gt"):
            raise Malformed("ngưỡng biểu quyết không đúng: " + shown(spec))

    def passes(self, votes: int, base: int) -> bool:
        """Whether so many votes of a base pass."""
        return base > 0 and (votes > self.share * base if self.over else votes >= self.share * base)

    def need(self, base: int) -> int:
        """The least whole number that passes."""
        exact = self.share * base
        whole = exact.numerator // exact.denominator
        return whole + 1 if self.over or whole < exact else whole


class Votes:
    """Quorum, ballots and hands of the meetings of a year."""

    def __init__(self, year: YearWork) -> None:
        self.year, self.own, self.report = year, year.own, year.report
        self.decisions = year.decisions
        self.meetings = {row["key"]: row for row in self.own["meeting"]}

    def members(self, meeting: Row) -> list[str]:
        """The members of a meeting: those of its day."""
        day = meeting.get("date") or self.year.end
        active = {row["key"]: (row.get("active_from"), row.get("active_to")) for row in self.year.rows["unit"]}
        found = []
        for row in self.year.members:
            spans = [(row.get("from_date"), row.get("to_date")), active.get(row["unit"], (None, None))]
            if all((begin is None or begin <= day) and (end is None or day <= end) for begin, end in spans):
                found.append(row["unit"])
        return found

    def attendance(self, meeting: Row) -> dict[str, list[str]]:
        """Units of members by the capacity they attended in."""
        members, found = self.members(meeting), {"member": [], "substitute": [], "written": [], "video": []}
        for row in self.own["attendee"]:
            if row["meeting"] == meeting["key"] and row.get("unit") in members and row["capacity"] in found:
                found[row["capacity"]].append(row["unit"])
        return found

    def quorum(self, meeting: Row, scope: str) -> Row | None:
        """Whether enough members attended."""
        before = dict(self.decisions.open)
        rule = self.year.rules.of_meeting("quorum/1", scope, meeting.get("date") or self.year.end)
        if isinstance(rule, NoNumber):
            self.decisions.open = before
            return None
        spec = spec_of(rule)
        there, base = self.attendance(meeting), len(self.members(meeting))
        have = sum(len(there[word]) for word in listed(spec.get("counts")) if word in there)
        threshold, written = Threshold(spec), len(there["written"])
        waiting = 0
        if spec.get("written") == "ask" and written:
            subject = "{}/{}".format(self.year.year, rule["key"])
            choice = self.decisions.answer("meeting.written_opinions", subject, {"rule": rule["cite"]})
            have += written if choice == "count" else 0
            waiting += written if choice is None else 0
        video = self.video(spec, there)
        have += len(there["video"]) if video else 0
        waiting += len(there["video"]) if video is None else 0
        ok = threshold.passes(have, base)
        if ok != threshold.passes(have + waiting, base):
            return None
        return {"have": have, "need": threshold.need(base), "members": base, "ok": ok}

    def video(self, spec: Row, there: dict[str, list[str]]) -> bool | None:
        """Whether members by video count, None while that is open; False where there are none."""
        said = spec.get("video") or "ask"
        if not there["video"] or said != "ask":
            return bool(there["video"]) and said == "count"
        choice = self.decisions.answer("meeting.video", str(self.year.year), {"video": "ask"})
        return None if choice is None else choice == "count"

    def hands(self, row: Row) -> Row | None:
        """A show of hands."""
        meeting = self.meetings[row["meeting"]]
        before = dict(self.decisions.open)
        body = "council" if meeting["kind"] == "council" else "bloc"
        rule = self.year.rules.of_meeting("vote/1", "hands", meeting.get("date") or self.year.end, body)
        if isinstance(rule, NoNumber):
            self.decisions.open = before
            return None
        spec, there = spec_of(rule), self.attendance(meeting)
        video = self.video(spec, there)
        if video is None:
            return None
        room = len(there["member"]) + len(there["substitute"]) + (len(there["video"]) if video else 0)
        if room == 0 or row["agree"] + row["against"] + row["other"] > room:
            return None
        base = len(self.members(meeting)) if spec["base"] == "all-members" else room
        threshold = Threshold(spec)
        passes = threshold.passes(row["agree"], base)
        return {"votes": row["agree"], "base": base, "need": threshold.need(base), "passes": passes}

    def circulation(self, row: Row) -> Row | None:
        """A decision taken in writing, once its answers are counted."""
        recorded, rule = row.get("electorate"), row.get("rule")
        if not isinstance(recorded, dict) or not isinstance(rule, dict):
            return None
        spec, members = rule.get("spec") or {}, {one["unit"] for one in listed(recorded.get("units"))}
        said = [one for one in self.own["circulation_answer"] if one["circulation"] == row["key"]]
        said = [one for one in said if one["unit"] in members]
        agree = sum(one["says"] == "agree" for one in said)
        silent, silence = len(members) - len(said), None
        if silent:
            for one in listed(recorded.get("answers")):
                if one.get("question") == "circulation.silence":
                    silence = one.get("choice")
            if silence is None:
                return None
        votes = agree + (silent if silence == "agree" else 0)
        whole_base = spec.get("base") == "all-members" or silence == "agree"
        base, threshold = len(members) if whole_base else len(said), Threshold(spec)
        return {"votes": votes, "base": base, "need": threshold.need(base), "passes": threshold.passes(votes, base)}

    def electorate(self, ballot: Row) -> Row:
        """Who could vote: as recorded at the count, or as the book stands."""
        recorded = ballot.get("electorate")
        answers = None
        if isinstance(recorded, dict):
            units = listed(recorded.get("units"))
            barred = [one["unit"] for one in units if one.get("barred")]
            room = [one["unit"] for one in units if one.get("capacity") in ("member", "substitute")]
            written = [one["unit"] for one in units if one.get("capacity") == "written"]
            answers = listed(recorded.get("answers"))
            people = {"members": len(units), "room": room, "barred": barred, "written": written, "answers": answers}
            people["engine"] = recorded.get("engine") or 1
            return people
        meeting = self.meetings[ballot["meeting"]]
        there = self.attendance(meeting)
        room = there["member"] + there["substitute"]
        own_vote = self.spec(ballot).get("own_vote")
        if own_vote == "ask":
            subject = "{}/{}".format(self.year.year, ballot["rule"].get("key"))
            own_vote = self.decisions.answer("ballot.own_vote", subject, {"rule": ballot["rule"].get("cite")})
        paper = [one.get("unit") for one in listed(ballot["candidates"])]
        barred = [unit for unit in room if unit in paper] if own_vote == "no" else []
        members = len(self.members(meeting))
        people = {"members": members, "room": room, "barred": barred, "written": there["written"], "answers": None}
        people["engine"] = 1
        return people

    @staticmethod
    def spec(ballot: Row) -> Row:
        """The vote/1 rule of a ballot."""
        spec = ballot["rule"].get("spec")
        return spec if isinstance(spec, dict) else ballot["rule"]

    def ballot(self, row: Row) -> Row:
        """The result of a counted ballot."""
        figures, spec, people = row.get("figures") or {}, self.spec(row), self.electorate(row)
        self.check_figures(row, figures, people)
        result: Row = {"outcomes": {}, "chosen": [], "tied": [], "next": "", "questions": []}
        opinions, counts = figures.get("opinions") or 0, spec.get("written") == "count"
        if spec.get("written") == "ask" and opinions > 0:
            answer = self.written_answer(row, people)
            if answer is None:
                subject = "{}/{}".format(self.year.year, row["rule"].get("key"))
                result["questions"].append(["ballot.written_opinions", subject])
                return result
            counts = answer == "count"
        base_name = spec["base"]
        bases = {"all-members": people["members"], "present": len(people["room"])}
        base = bases[base_name] if base_name in bases else whole(figures[base_name])
        if counts and base_name != "all-members":
            base += opinions
        threshold, votes = Threshold(spec), {}
        most = spec.get("second") == "plurality" and row["round"] > 1
        for one in listed(row["candidates"]):
            room = whole((figures.get("tally") or {}).get(one["key"], {}).get("agree", 0))
            letters = whole((figures.get("written") or {}).get(one["key"], {}).get("agree", 0)) if counts else 0
            votes[one["key"]] = room + letters
            result["outcomes"][one["key"]] = {
                "votes": room + letters,
                "in_room": room,
                "written": letters,
                "base": base,
                "base_name": base_name,
                "need": 1 if most else threshold.need(base),
                "passes": room + letters > 0 if most else threshold.passes(room + letters, base),
            }
            if base:
                share = rounded(Fraction(room + letters, base) * 100, {"step": "0.01", "mode": "half-up"})
                result["outcomes"][one["key"]]["share"] = number_text(share)
        self.choose(row, spec, votes, result)
        return result

    def written_answer(self, row: Row, people: Row) -> Any:
        """Whether written opinions count, as answered."""
        subject = "{}/{}".format(self.year.year, row["rule"].get("key"))
        if people["answers"] is None:
            facts = {"rule": row["rule"].get("cite")}
            return self.decisions.answer("ballot.written_opinions", subject, facts)
        found = [a["choice"] for a in people["answers"] if a.get("question") == "ballot.written_opinions"]
        return found[0] if found else None

    def choose(self, row: Row, spec: Row, votes: dict[str, int], result: Row) -> None:
        """Who is chosen, and what comes next."""
        order = list(votes)
        passing = [key for key in order if result["outcomes"][key]["passes"]]
        again = row["round"] < whole(spec.get("max_rounds") or 1)
        if row["way"] == "acclaim":
            result["chosen"] = passing
            if len(passing) < len(order):
                result["next"] = "second-ballot" if again else "not-proposed"
            return
        passing.sort(key=lambda key: -votes[key])
        seats = row["seats"]
        chosen = passing[:seats]
        if 0 < seats < len(passing) and votes[passing[seats - 1]] == votes[passing[seats]]:
            line = votes[passing[seats]]
            result["tied"] = sorted(key for key in passing if votes[key] == line)
            chosen = [key for key in passing if votes[key] > line]
        result["chosen"] = chosen
        if len(chosen) < seats:
            result["next"] = "second-ballot" if again else spec.get("then") or "leave-empty"
        if result["next"] in ("chair", "head-and-deputy", "authority"):
            self.open_seat(row, votes, result)

    def open_seat(self, row: Row, votes: dict[str, int], result: Row) -> None:
        """A seat that somebody decides about."""
        free, subject = row["seats"] - len(result["chosen"]), "{}/{}".format(self.year.year, row["key"])
        facts = {"way": result["next"], "open": free, "tied": result["tied"], "votes": votes}
        choice = self.decisions.answer("ballot.open_seat", subject, facts)
        chosen = [choice] if isinstance(choice, str) else choice
        among = result["tied"] or [key for key in votes if key not in result["chosen"]]
        if isinstance(chosen, list) and 0 < len(chosen) <= free and set(chosen) <= set(among):
            result["chosen"] = result["chosen"] + chosen
            result["next"] = ""
        else:
            result["questions"].append(["ballot.open_seat", subject])

    def check_figures(self, row: Row, figures: Row, people: Row) -> None:
        """Whether the numbers of a count agree."""
        place = "năm {}, phiếu {}".format(self.year.year, row["key"])
        got = {
            name: whole(figures.get(name) or 0) for name in ("printed", "issued", "exchanged", "unused", "collected")
        }
        got.update({name: whole(figures.get(name) or 0) for name in ("valid", "invalid", "opinions")})
        if figures.get("printed") is not None:
            total = got["issued"] + got["exchanged"] + got["unused"]
            self.report.same(place, "phiếu in = phát + đổi + thừa", total, got["printed"])
        room = len([unit for unit in people["room"] if unit not in people["barred"]])
        for less, more, low, high in (
            ("phiếu thu về", "phiếu phát ra", got["collected"], got["issued"]),
            ("phiếu phát ra", "người có quyền bỏ phiếu", got["issued"], room),
            ("ý kiến bằng văn bản", "người gửi ý kiến", got["opinions"], len(people["written"])),
        ):
            if low > high:
                self.report.fault(place, f"{less} nhiều hơn {more}", f"nhiều nhất {high}", str(low))
        self.report.same(place, "hợp lệ + không hợp lệ = thu về", got["collected"], got["valid"] + got["invalid"])
        if people["engine"] > 1 and self.spec(row).get("blank") != "valid":
            marked = [
                whole(v.get("agree") or 0) + whole(v.get("disagree") or 0)
                for v in (figures.get("tally") or {}).values()
            ]
            empty = whole((figures.get("marks") or {}).get("0") or 0) if isinstance(figures.get("marks"), dict) else 0
            if empty or sum(marked) < got["valid"]:
                self.report.fault(place, "phiếu không đánh dấu ô nào tính là hợp lệ", "0", str(empty or got["valid"]))
        agree = 0
        joint = 1 if got["opinions"] == 1 and figures.get("written") is None else 0
        for source, most in (("tally", got["valid"] + joint), ("written", got["opinions"])):
            for key, votes in (figures.get(source) or {}).items():
                both = whole(votes.get("agree") or 0) + whole(votes.get("disagree") or 0)
                agree += whole(votes.get("agree") or 0) if source == "tally" else 0
                if both > most:
                    self.report.fault(f"{place}, {key}", "số phiếu nhiều hơn có thể", str(most), str(both))
        self.check_marks(place, row, figures, got["valid"], agree, joint)

    def check_marks(self, place: str, row: Row, figures: Row, valid: int, agree: int, joint: int) -> None:
        """How many ballots carried how many names; a joint written opinion names at most one a seat beside them."""
        marks = figures.get("marks")
        if not marks:
            return
        pairs = list(marks.items()) if isinstance(marks, dict) else list(enumerate(listed(marks)))
        counts = [(int(names), whole(count)) for names, count in pairs]
        self.report.same(place, "phiếu hợp lệ theo số tên đánh dấu", valid, sum(count for _, count in counts))
        marked = sum(names * count for names, count in counts)
        if not marked <= agree <= marked + joint * (row["seats"] if row["way"] == "elect" else 1):
            self.report.same(place, "số tên đánh dấu", agree, marked)
        against = any(votes.get("disagree") for votes in (figures.get("tally") or {}).values())
        if row["way"] == "elect" and not against:
            most = max([names for names, count in counts if count], default=0)
            if most > row["seats"]:
                self.report.fault(place, "có phiếu đánh dấu nhiều tên hơn số cần bầu", str(row["seats"]), str(most))


def whole(value: Any) -> int:
    """A count: a whole number from 0."""
    found = number(value)
    if found.denominator != 1 or found < 0:
        raise Malformed("không phải là một số đếm: " + shown(value))
    return int(found)


def suspension(rows: Tables, year: int) -> Callable[[Row], bool]:
    """Whether a second count suspends a decision while the year is open."""
    states = [row["state"] for row in rows["bloc_year"] if row["year"] == year]
    if states != ["open"]:
        return lambda row: False
    ballots = {row["key"]: row for row in rows["ballot"]}
    subjects, papers = set(), []
    for recount in rows["recount"]:
        ballot = ballots.get(recount["ballot"])
        if recount["state"] != "settled" and ballot is not None:
            subjects.add("{}/{}".format(year, ballot["key"]))
            candidates = ballot.get("candidates")
            if isinstance(candidates, list):
                papers.append({one.get("unit") or one.get("key") for one in candidates if isinstance(one, dict)})

    def suspended(row: Row) -> bool:
        if row["question"].startswith("ballot.") and row["subject"] in subjects:
            return True
        return row["question"] == "rank.ballot" and set(row["subject"].split("+")) in papers

    return suspended


# --------------------------------------------------------------------------------------------- results and comparing


class YearResults:
    """All results of a year, as plain JSON values."""

    def __init__(self, rows: Tables, year: int, report: Report) -> None:
        self.work = YearWork(rows, year, report, suspension(rows, year))
        self.report, self.year = report, year

    def everything(self) -> Row:
        """Sheets, places, classes, ballots."""
        result = {"sheets": self.sheets(), "standing": self.standing(None), "by_stage": {}}
        kept = dict(self.work.decisions.open)
        for stage in self.work.stages:
            result["by_stage"][stage] = self.standing(stage)
        self.work.decisions.open = kept
        result["questions"] = sorted([question, subject] for question, subject in kept)
        result.update(self.votes())
        return result

    def sheets(self) -> Row:
        """Every sheet by stage and period."""
        found: Row = {}
        for (period, stage), work in self.work.work.items():
            found[f"{stage}/{period}"] = {unit: sheet_json(sheet) for unit, sheet in work.results.items()}
        return found

    def standing(self, stage: str | None) -> Row:
        """Places, classes and quotas."""
        try:
            ranking = Ranking(self.work, stage)
            classes = Classes(ranking)
            classes.run()
        except HOSTILE as wrong:
            self.report.fault(f"năm {self.year}, xếp hạng", "không tính được: " + why(wrong))
            return {}
        places = [place_json(place, classes.found.get(place.unit)) for place in ranking.places]
        ruled = not isinstance(self.work.ranking, NoNumber)
        left = [member["unit"] for member in self.work.left] if ruled else []
        provisional = any(place.waiting for place in ranking.places)
        return {"places": places, "left": left, "quotas": classes.quotas, "provisional": provisional}

    def votes(self) -> Row:
        """Quorum, hands, ballots and decisions in writing."""
        votes, found = Votes(self.work), {"ballots": {}, "hands": {}, "quorum": {}, "circulations": {}}
        jobs: list[tuple[str, str, Callable[[], Any]]] = []
        for row in self.work.own["ballot"]:
            if row["state"] == "counted":
                jobs.append(("ballots", row["key"], lambda row=row: votes.ballot(row)))
        for row in self.work.own["hand_vote"]:
            jobs.append(("hands", row["key"], lambda row=row: votes.hands(row)))
        for row in self.work.own["circulation"]:
            if row.get("closed_on"):
                jobs.append(("circulations", row["key"], lambda row=row: votes.circulation(row)))
        for row in self.work.own["meeting"]:
            for scope in ("meeting", "awards") if row["votes_on_awards"] else ("meeting",):
                jobs.append(("quorum", row["key"] + "/" + scope, lambda r=row, s=scope: votes.quorum(r, s)))
        for kind, key, job in jobs:
            try:
                found[kind][key] = job()
            except HOSTILE as wrong:
                self.report.fault(f"năm {self.year}, {kind} {key}", "không tính được: " + why(wrong))
        return found


def sheet_json(sheet: SheetWork) -> Row:
    """One sheet as results write it."""
    items = {}
    for key, points in sheet.nodes.items():
        node = sheet.form.nodes.get(key)
        if node is not None and node.item:
            items[key] = value_json(points.value)
    so_far = sheet.points.so_far
    return {
        **{effect: number_text(so_far[effect] or Fraction(0)) for effect in EFFECTS},
        "total": value_json(sheet.total),
        "ranking_points": value_json(sheet.ranking),
        "assigned_max": number_text(sheet.points.assigned),
        "items": items,
    }


def place_json(place: Place, one: ClassOf | None) -> Row:
    """One place as results write it."""
    found: Row = {
        "unit": place.unit,
        "rank": place.rank,
        "points": value_json(place.points),
        "tied_with": place.tied_with,
        "equal_to": place.equal_to,
        "provisional": bool(place.waiting),
        "waiting": place.waiting,
        "decided_by": None,
        "class": None,
    }
    if is_a(place.points, "pending"):
        found["pending"] = [list(question) for question in place.points.questions]
    if place.decided:
        key, own, other, against = place.decided
        found["decided_by"] = {"key": key, "own": own, "other": other, "against": against}
    if one is not None:
        found["class"] = {
            "by_points": one.by_points,
            "final": one.final,
            "reasons": one.reasons,
            "bars": one.bars,
            "flags": one.flags,
        }
    return found


def texts(value: Any) -> list[str]:
    """Reasons, bars or flags as plain words."""
    found = []
    for one in value or []:
        if isinstance(one, dict):
            found.append(str(one.get("text")))
        else:
            found.append(str(one[0]) if isinstance(one, list) and one else str(one))
    return found


class Compare:
    """Results the program gave against those computed here."""

    def __init__(self, report: Report, place: str) -> None:
        self.report, self.place = report, place
        self.numbers = 0

    def same(self, where: str, words: str, mine: Any, theirs: Any) -> None:
        """One value; of what is no number only its word."""
        self.numbers += 1
        if isinstance(theirs, dict) and "no_number" in theirs:
            theirs = {"no_number": theirs["no_number"]}
        self.report.same(f"{self.place}, {where}", words, mine, theirs)

    def standing(self, mine: Row, theirs: Row) -> None:
        """Places, classes, quotas."""
        ours = {place["unit"]: place for place in mine.get("places", [])}
        listed_units = [place.get("unit") for place in listed(theirs.get("places"))]
        self.same("bảng xếp hạng", "thứ tự các đơn vị", list(ours), listed_units)
        for place in theirs["places"]:
            own = ours.get(place.get("unit"))
            if own is not None:
                self.one_place("xếp hạng, {}".format(place["unit"]), own, place)
        left = [one.get("unit") if isinstance(one, dict) else one for one in listed(theirs.get("left"))]
        self.same("bảng xếp hạng", "đơn vị đã thôi", mine.get("left"), left)
        self.same("bảng xếp hạng", "còn tạm tính", mine.get("provisional"), theirs.get("provisional"))
        quotas = listed(theirs.get("quotas"))
        self.same("hạn mức", "số hạn mức", len(mine.get("quotas", [])), len(quotas))
        for n, own in enumerate(mine.get("quotas", [])[: len(quotas)]):
            for name in ("what", "base", "computed", "max", "used", "reach"):
                self.same(f"hạn mức {n + 1}", name, own[name], quotas[n].get(name))

    def one_place(self, where: str, own: Row, place: Row) -> None:
        """One line of the list of places."""
        for name in ("rank", "points", "tied_with", "provisional"):
            self.same(where, name, own[name], place.get(name))
        decided = place.get("decided_by")
        if decided is not None:
            decided = {name: decided.get(name) for name in ("key", "own", "other", "against")}
        self.same(where, "điều phân định", own["decided_by"], decided)
        theirs = place.get("class")
        if own["class"] is None or theirs is None:
            self.same(where, "xếp loại", own["class"] and own["class"]["final"], theirs and theirs.get("final"))
            return
        for name in ("by_points", "final"):
            self.same(where, f"xếp loại ({name})", own["class"][name], theirs.get(name))
        for name in ("reasons", "bars", "flags") if isinstance(own["points"], str) else ():
            self.same(where, f"xếp loại ({name})", own["class"][name], texts(theirs.get(name)))

    def sheet(self, where: str, mine: Row | None, theirs: Row) -> None:
        """One sheet."""
        if mine is None:
            self.report.fault(f"{self.place}, {where}", "chương trình có phiếu này, ở đây không tính ra")
            return
        for name in ("base", "bonus", "penalty", "total", "ranking_points"):
            self.same(where, name, mine[name], theirs.get(name))
        items = theirs.get("items")
        items = items if isinstance(items, dict) else {}
        for key in sorted(set(items) | set(mine["items"])):
            value = items.get(key)
            value = value["value"] if isinstance(value, dict) and "value" in value else value
            self.same(f"{where}, mục {key}", "điểm", mine["items"].get(key), value)

    def sheets(self, mine: Row, theirs: Row) -> None:
        """All sheets of a seal."""
        for stage in sorted(set(mine) | set(theirs)):
            own, other = mine.get(stage, {}), theirs.get(stage, {})
            self.same(f"phiếu {stage}", "các đơn vị", sorted(own), sorted(other))
            for unit in sorted(other):
                self.sheet(f"phiếu {stage}, {unit}", own.get(unit), other[unit])

    def ballots(self, mine: Row, theirs: Row, names: dict[str, dict[str, str]]) -> None:
        """All ballots of a seal."""
        self.same("phiếu bầu", "các cuộc", sorted(mine), sorted(theirs))
        for key in sorted(set(mine) & set(theirs)):
            own, other, where = mine[key], theirs[key], f"phiếu bầu {key}"
            chosen = [names.get(key, {}).get(one, one) for one in own["chosen"]]
            self.same(where, "được chọn", chosen, other.get("chosen"))
            self.same(where, "bước tiếp", own["next"], other.get("next"))
            outcomes = {one.get("candidate"): one for one in listed(other.get("outcomes"))}
            self.same(where, "các ứng viên", sorted(own["outcomes"]), sorted(outcomes))
            for candidate, outcome in own["outcomes"].items():
                for name in ("votes", "in_room", "written", "base", "base_name", "need", "passes"):
                    found = outcomes.get(candidate, {}).get(name)
                    self.same(f"{where}, {candidate}", name, outcome[name], found)


# ---------------------------------------------------------------------------------------------------- the whole check


class Verifier:
    """One input checked from the file to the last ballot."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.report = Report()
        self.rows: Tables | None = None
        self.contents: dict[tuple[str, str], bytes] = {}
        self.book: Book | None = None
        self.book_id: str | None = None
        self.seals: Seals | None = None
        self.years: dict[int, Row] = {}
        self.compared = 0

    def part(self, place: str, job: Callable[[], Any]) -> Any:
        """One part of the check; whatever goes wrong in it is named, never thrown."""
        try:
            return job()
        except NotReadable:
            raise
        except Exception as wrong:
            self.report.fault(place, "không kiểm tra được: " + why(wrong))
            return None

    def run(self, results: str | None = None) -> None:
        """Everything."""
        with_journal = self.read()
        if self.rows is None:
            return
        rows = {name: [with_defaults(name, row) for row in self.rows[name]] for name in TABLES}
        if with_journal and self.book is not None:
            self.part("nhật ký", Replay(self.book, self.report).run)
        self.seals = Seals(self.rows, self.report, self.book, self.book_id)
        self.part("khóa sổ", lambda: self.seals.check(self.contents) if self.seals else None)
        self.part("văn bản", lambda: check_papers(rows, self.contents, self.report))
        self.part("tệp kèm, nguồn số liệu", lambda: check_year_lines(rows, self.report))
        for row in rows["bloc_year"]:
            year = row["year"]
            self.part(f"năm {year}", lambda year=year: self.one_year(rows, year))
        if results is not None:
            self.part(results, lambda: self.compare_with(results))
        self.collect()

    def read(self) -> bool:
        """Read the input; True where it has a journal."""
        try:
            with open(self.path, "rb") as file:
                head = file.read(16)
        except OSError as wrong:
            raise NotReadable("Không mở được tệp: %s." % (wrong.strerror or "lỗi đọc")) from None
        if head[:1] in (b"{", b" ", b"\n", b"\r", b"\t") and self.path.lower().endswith(".json"):
            self.rows, self.contents, self.book_id = read_document(self.path, self.report)
            return False
        self.book = read_book(self.path, self.report)
        if self.book is not None:
            self.rows, self.contents = self.book.rows, self.book.blobs
            self.book_id = self.book.meta.get("book_id")
        return self.book is not None

    def one_year(self, rows: Tables, year: int) -> None:
        """Recompute a year and compare it with its seal."""
        self.years[year] = YearResults(rows, year, self.report).everything()
        seals = [row for row in rows["seal"] if row["year"] == year]
        if not seals or self.seals is None:
            return
        last = max(seals, key=lambda row: row["n"])
        content = self.seals.content.get((year, last["n"]))
        if content is None or any(last.get("reopened_" + word) for word in ("on", "by", "reason")):
            return
        names = {
            row["key"]: {one["key"]: one.get("name", one["key"]) for one in listed(row["candidates"])}
            for row in rows["ballot"]
        }
        compare = Compare(self.report, f"khóa sổ năm {year}, kết quả")
        theirs = content["results"]
        self.part(compare.place, lambda: compare.standing(self.years[year]["standing"], theirs["standing"]))
        self.part(compare.place, lambda: compare.sheets(self.years[year]["sheets"], theirs["sheets"]))
        self.part(compare.place, lambda: compare.ballots(self.years[year]["ballots"], theirs["ballots"], names))
        self.compared += compare.numbers

    def compare_with(self, path: str) -> None:
        """Compare with what `main.py rank --json` wrote."""
        try:
            with open(path, encoding="utf-8") as file:
                theirs = json.load(file, parse_float=_no_fraction)
        except (OSError, ValueError, RecursionError):
            raise NotReadable("Không đọc được tệp kết quả để so.") from None
        mine = self.years.get(theirs.get("year"))
        if mine is None:
            self.report.fault("tệp kết quả", "năm không có trong sổ", None, theirs.get("year"))
            return
        compare = Compare(self.report, "kết quả của chương trình")
        stages = theirs.get("basis", {}).get("stages") or []
        periods = sorted({key.partition("/")[2] for key in mine["sheets"]})
        if theirs.get("period") or theirs.get("stage"):
            self.report.notes.append("Tệp kết quả là của một kỳ hay một bước: chỉ so các phiếu, không so thứ hạng.")
        else:
            compare.standing(mine["standing"], theirs)
        for sheet in listed(theirs.get("sheets")):
            stage = sheet.get("stage") or (stages[0] if stages else "")
            key = "{}/{}".format(stage, sheet.get("period") or (periods[0] if periods else ""))
            unit = sheet.get("unit")
            compare.sheet(f"phiếu {key}, {unit}", mine["sheets"].get(key, {}).get(unit), sheet)
        self.compared += compare.numbers

    def collect(self) -> None:
        """What others may compare."""
        data = self.report.data
        data["book"] = self.book_id
        if self.book is not None:
            data["operations"] = len(self.book.ops)
            data["changes"] = len(self.book.changes)
            data["head"] = self.book.ops[-1]["hash"] if self.book.ops else ""
        for name in ("seal", "custody"):
            data[name] = [self.coded(row) for row in (self.rows or {}).get(name, [])]
        data["years"] = {str(year): result for year, result in self.years.items()}

    @staticmethod
    def coded(row: Row) -> Row:
        """A seal or handover with its code."""
        found = {name: row.get(name) for name in ("year", "n", "fingerprint")}
        try:
            found["code"] = check_code(str(row.get("fingerprint")))
        except Malformed:
            found["code"] = None
        return found


def as_json(verifier: Verifier) -> str:
    """Everything as JSON."""
    report = verifier.report
    result = {
        "format": "so-khoi-verify",
        "version": 1,
        "equal": not report.faults,
        "faults": report.faults,
        "more_faults": report.more,
        "notes": report.notes,
        "compared": verifier.compared,
        **report.data,
    }
    return json.dumps(result, ensure_ascii=False, indent=1)


def as_words(verifier: Verifier) -> list[str]:
    """Everything in plain sentences."""
    report, lines = verifier.report, []
    for fault in report.faults:
        line = "KHÁC: {}: {}.".format(fault["place"], fault["words"])
        if "expected" in fault:
            line += " Phải là: {}.".format(fault["expected"])
        if "found" in fault:
            line += " Thấy: {}.".format(fault["found"])
        lines.append(line)
    if report.more:
        lines.append(f"Còn {report.more} chỗ khác nữa không kể ra.")
    lines.extend("Lưu ý: " + note for note in report.notes)
    data = report.data
    if data.get("operations"):
        lines.append(
            "Nhật ký: {} lần sửa, {} thay đổi, đã dựng lại từ đầu.".format(data["operations"], data["changes"])
        )
    for row in data.get("seal", []):
        lines.append("Khóa sổ năm {}, lần {}, Mã đối chiếu: {}".format(row["year"], row["n"], row["code"]))
    for row in data.get("custody", []):
        untold = verifier.seals is not None and row["n"] in verifier.seals.untold
        code = "gõ mã in trên biên bản giấy để nhận" if untold else row["code"]
        lines.append("Bàn giao lần {}, Mã đối chiếu: {}".format(row["n"], code))
    for year, result in data.get("years", {}).items():
        sheets = sum(len(units) for units in result["sheets"].values())
        places = len(result["standing"].get("places", []))
        words = "Năm %s: đã tính lại %d phiếu, %d vị trí xếp hạng, %d cuộc bỏ phiếu."
        lines.append(words % (year, sheets, places, len(result["ballots"])))
    if verifier.compared:
        lines.append(f"Đã so {verifier.compared} giá trị với kết quả của chương trình.")
    many = len(report.faults) + report.more
    lines.append(f"Kết luận: khác ở {many} chỗ." if many else "Kết luận: khớp.")
    return lines


def say(text: str) -> None:
    """Write a line, whatever the terminal can show."""
    data = (text + "\n").encode("utf-8", "replace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except (AttributeError, OSError):
        sys.stdout.write(data.decode("utf-8").encode("ascii", "replace").decode("ascii"))


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Kiểm tra độc lập một sổ .sokhoi hoặc một tệp trao đổi .json.")
    parser.add_argument("path", metavar="TỆP", help="sổ .sokhoi hoặc tệp trao đổi .json")
    parser.add_argument("--json", action="store_true", help="in mọi kết quả dạng JSON")
    parser.add_argument("--with", dest="results", metavar="TỆP", help="so với kết quả của lệnh rank --json")
    options = parser.parse_args(arguments)
    verifier = Verifier(options.path)
    try:
        verifier.run(options.results)
    except Exception as wrong:  # whatever the input is, its fault is said in words
        words = str(wrong) if isinstance(wrong, NotReadable) else "Không kiểm tra được tệp: " + why(wrong) + "."
        say(json.dumps({"format": "so-khoi-verify", "readable": False, "words": words}) if options.json else words)
        return 2
    if options.json:
        say(as_json(verifier))
    else:
        for line in as_words(verifier):
            say(line)
    return 1 if verifier.report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
