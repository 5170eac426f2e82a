"""Scoring forms (bảng chấm điểm) of the book: drafts that are edited, adopted versions that never change.

A form is rows, so that an edit of one item is one small change. Adopting a form in a year locks that version; what
must change then is a new version made from it. Here: versions, nodes and which form a unit uses. What a part gives is
`rules.scoring`, what is wrong with a form `rules.checker`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.base.kept import KeptBy
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Form, Group, Item, Line, form_from_rows, form_to_rows
from models.rules.number.points import to_text

if TYPE_CHECKING:
    from models.book.form.floor import FormBook
    from models.book.form.forms_shipped import Shipped
    from models.rules.form.checking.checker import Fault

Node = Group | Item
NOTE_CODE = "Quy ước"
"""What a line begins with that tells how the form's silent rules were settled."""
_WORDS = ("dated", "document", "source")


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of a form as a list shows it; `used` are the (year, unit group) pairs that adopted it."""

    key: str
    name: str
    version: int
    state: str
    based_on: str | None
    dated: str | None
    document: str | None
    source: str | None
    stated_total: Fraction | None
    used: tuple[tuple[int, str], ...]


class Forms:
    """Forms, their nodes and their adoption; a `Form` that was read stays cached until one of its rows changes."""

    def __init__(self, book: FormBook) -> None:
        self._book = book
        self._store = book.store
        self.followed: list[Callable[[int, str, str], None]] = []
        self._forms: KeptBy[str, Form] = KeptBy(
            book.store, lambda key: form_from_rows(self._row(key), self._nodes(key))
        )

    # --- reading ------------------------------------------------------------------------------------------------------

    def all(self) -> tuple[FormVersion, ...]:
        """Every form of the book by name and version."""
        used: dict[str, list[tuple[int, str]]] = {}
        for row in self._store.rows("year_form"):
            used.setdefault(row["form"], []).append((row["year"], row["unit_group"]))
        found = [_version(row, used) for row in self._store.rows("form")]
        return tuple(sorted(found, key=lambda each: (each.name, each.version, each.key)))

    def form(self, key: str) -> Form:
        """The form as the rules read it; RuleViolation("form.unknown")."""
        return self._forms(key)

    def for_unit(self, year: int, unit: str) -> str:
        """The key of the form a unit is scored by: its group's, else the year's; RuleViolation("score.no_form")."""
        membership = self._store.row("membership", year, unit)
        group = membership["unit_group"] if membership else ""
        row = self._store.row("year_form", year, group) or self._store.row("year_form", year, "")
        if row is None:
            raise RuleViolation("score.no_form", year=year, unit=unit, unit_group=group)
        return str(row["form"])

    def code(self, form: Form, node: str) -> str:
        """What people call a node, as `Form.called` says."""
        return form.called(node)

    def shipped(self) -> tuple[Shipped, ...]:
        """The forms that come with the program, by name."""
        from models.book.form import forms_shipped

        return forms_shipped.all_shipped()

    def sample(self, name: str) -> Form:
        """A form that comes with the program, to be looked at; refusals of `forms_shipped.rows`."""
        from models.book.form import forms_shipped

        return form_from_rows(*forms_shipped.rows(name))

    def check(self, form: str, class_bands: Iterable[object] = ()) -> tuple[Fault, ...]:
        """Everything that is wrong or odd about a form, faults in printed order."""
        from models.rules.form.checking import checker

        return checker.check_form(self.form(form), tuple(class_bands))

    # --- making -------------------------------------------------------------------------------------------------------

    def create(self, name: str, total: Fraction | None = None, key: str | None = None, **said: Any) -> str:
        """Begin an empty draft and return its key; `said` takes dated, document, source as `describe`."""
        row = {"key": fields.key(key) if key else self._book.new_key(), "name": fields.name(name), "version": 1}
        row |= {"state": "draft", "stated_total": None if total is None else to_text(total), "spec": {}}
        with self._store.operation("form.create", {"name": row["name"]}) as tx:
            tx.insert("form", {**row, **_described(said)})
        return str(row["key"])

    def load_shipped(self, name: str) -> str:
        """Copy a form that comes with the program into the book as a draft; refusals of `forms_shipped.rows`."""
        from models.book.form import forms_shipped

        row, nodes = forms_shipped.rows(name)
        said: dict[str, Any] = {name: row.get(name) for name in _WORDS}
        return self.put_form(form_from_rows(row, nodes), **said)

    def put_form(
        self,
        form: Form,
        *,
        name: str | None = None,
        key: str | None = None,
        notes: Iterable[str] = (),
        corrected: tuple[str, Mapping[str, Any]] | None = None,
        **said: Any,
    ) -> str:
        """Write a whole form (shipped, imported) as a new draft in one step and return its key.

        Each note (what was answered about its sentences) becomes a printed line of the form. `corrected` is what a
        person put right in the table it came from, by the shape of the table, kept for the next one (`corrections`).
        """
        form = replace(form, lines=(*form.lines, *_noted(form, notes)), name=fields.name(name or form.name))
        with self._store.operation("form.create", {"name": form.name, "version": 1}):
            if corrected is not None and (corrected[1] or self.corrections(corrected[0])):
                self._book.settings.put(f"import.form-table.{corrected[0]}", dict(corrected[1]) or None)
            return self._write(form, 1, None, key, said)

    def corrections(self, shape: str) -> Mapping[str, Any]:
        """What was put right in the last table of this shape."""
        return dict(self._book.settings.get(f"import.form-table.{shape}", {}))

    def copy(self, form: str, name: str) -> str:
        """Copy a form (last year's) as the first version of a new one."""
        return self._write(replace(self.form(form), name=fields.name(name)), 1, None, None, {})

    def new_version(self, form: str) -> str:
        """Make the next draft from an adopted version; RuleViolation("form.is_draft") when it can still be changed
        itself.
        """
        row = self._row(form)
        if row["state"] == "draft":
            raise RuleViolation("form.is_draft", form=form, name=row["name"])
        highest = max(each["version"] for each in self._store.rows("form", name=row["name"]))
        return self._write(self.form(form), highest + 1, form, None, {"source": row.get("source")})

    def _write(self, form: Form, version: int, based_on: str | None, key: str | None, said: Mapping[str, Any]) -> str:
        new = fields.key(key) if key else self._book.new_key()
        row, nodes = form_to_rows(replace(form, key=new, version=version))
        form_from_rows(row, nodes)
        with self._store.operation("form.create", {"name": form.name, "version": version}) as tx:
            tx.insert("form", {**row, "state": "draft", "based_on": based_on, **_described(said)})
            for node in nodes:
                tx.insert("form_node", node)
        return new

    def describe(self, form: str, **said: Any) -> None:
        """Change what a draft says of itself: name, dated, document, source, and what bounds it as a whole: total, cap,
        bonus_cap, together_cap, penalty_cap, floor, rounding. Refusals: "form.adopted", BadInput `form.bad_spec`.
        """
        self._draft(form)
        with self._store.operation("form.describe", {"form": form, "name": self._row(form)["name"]}) as tx:
            numbers = {field: said[field] for field in _BOUNDS if field in said}
            if numbers:
                row, nodes = form_to_rows(replace(self.form(form), **numbers))
                form_from_rows(row, nodes)
                tx.update("form", form, stated_total=row.get("stated_total"), spec=row["spec"])
            words = _described(said)
            if words:
                tx.update("form", form, **words)

    # --- nodes --------------------------------------------------------------------------------------------------------

    def put_node(self, form: str, node: Node, position: int | None = None, notes: Iterable[str] = ()) -> None:
        """Add a node to a draft or rewrite it; `position` is its place among the children of its parent (the last by
        default), `notes` as in `take_rules`.

        RuleViolation: "form.adopted", "form.unknown_parent", "form.parent_is_item", "form.circle", "form.kind_changed";
        BadInput "form.bad_spec" where a part cannot be read.
        """
        self._draft(form)
        now = self.form(form)
        old = now.find(node.key)
        if old is not None and type(old) is not type(node):
            raise RuleViolation("form.kind_changed", form=form, node=node.key)
        self._check_parent(now, node)
        if position is None and old is not None and old.parent == node.parent:
            nodes = [node if each.key == node.key else each for each in now.nodes]
        else:
            nodes = _placed([each for each in now.nodes if each.key != node.key], node, position, _below(now, node.key))
        self._store_nodes("form.put-node", now, nodes, node.key, _noted(now, notes))

    def take_rules(self, form: str, items: Iterable[Item], notes: Iterable[str] = ()) -> None:
        """Write the ways of scoring of several items of a draft in one step, and what was answered for all of them.

        Each note becomes a printed line of the form ("Quy ước 1: …") unless the form has it. Refusals of `put_node`;
        RuleViolation("form.unknown_node"), ("form.kind_changed") for a group.
        """
        self._draft(form)
        now = self.form(form)
        made = {item.key: item for item in items}
        for key in made:
            if isinstance(self._known(now, key), Group):
                raise RuleViolation("form.kind_changed", form=form, node=key)
        nodes = [made.get(node.key, node) for node in now.nodes]
        self._store_nodes("form.take-rules", now, nodes, "", _noted(now, notes), count=len(made))

    def remove_node(self, form: str, node: str) -> None:
        """Take a node and everything below it out of a draft; RuleViolation: "form.adopted", "form.unknown_node"."""
        self._draft(form)
        now = self.form(form)
        self._known(now, node)
        gone = {node, *_below(now, node)}
        self._store_nodes("form.remove-node", now, [each for each in now.nodes if each.key not in gone], node)

    def move_node(self, form: str, node: str, parent: str | None, position: int | None = None) -> None:
        """Move a node with everything below it to a place among the children of `parent` (None = top); refusals of
        `put_node`.
        """
        self._draft(form)
        moved = replace(self._known(self.form(form), node), parent=parent)
        now = self.form(form)
        self._check_parent(now, moved)
        rest = [each for each in now.nodes if each.key != node]
        self._store_nodes("form.move-node", now, _placed(rest, moved, position, _below(now, node)), node)

    def _store_nodes(
        self, kind: str, before: Form, nodes: list[Node], node: str, lines: tuple[Line, ...] = (), **said: object
    ) -> None:
        """Write only the rows that changed; a node's `position` is its place in the printed order."""
        old = {row["key"]: row for row in self._nodes(before.key)}
        head, new = form_to_rows(replace(before, nodes=tuple(nodes), lines=(*before.lines, *lines)))
        form_from_rows(head, new)
        facts = {"form": before.key, "name": before.name, "node": node, **said}
        with self._store.operation(kind, facts) as tx:
            if lines:
                tx.update("form", before.key, spec=head["spec"])
            for row in new:
                if _said(row) != _said(old.pop(row["key"], {})):
                    tx.put("form_node", row)
            for key in sorted(old):
                tx.delete("form_node", (before.key, key))

    # --- adopting -----------------------------------------------------------------------------------------------------

    def adopt(self, year: int, form: str, unit_group: str = "", *, as_it_is: bool = False) -> None:
        """Score a year's units (or one group of them) by this version, which is locked from now on.

        Sheets of that year already begun under the version it replaces go over to it. RuleViolation: "form.unknown",
        "form.empty" (no item), "form.faulty" (facts: the checker's error codes; with `as_it_is` they are known and
        stay, as in the issued document), "form.nobody" (every unit of the year is scored by another form: a second
        ranking of the same units), "year.unknown", "form.sheets_closed" (facts: units whose sheets are confirmed or
        locked).
        """
        if self._store.row("bloc_year", year) is None:
            raise RuleViolation("year.unknown", year=year)
        if not self.form(form).items():
            raise RuleViolation("form.empty", form=form, name=self._row(form)["name"])
        faults = [fault for fault in self.check(form) if fault.severity == "error"]
        if faults and not as_it_is:
            codes = tuple(sorted({fault.code for fault in faults}))
            raise RuleViolation("form.faulty", form=form, count=len(faults), codes=codes)
        if self._serves_nobody(year, unit_group):
            raise RuleViolation("form.nobody", form=form, name=self._row(form)["name"], year=year)
        replaced = self._store.row("year_form", year, unit_group)
        with self._store.operation("form.adopt", {"year": year, "form": form, "unit_group": unit_group}) as tx:
            if self._row(form)["state"] != "adopted":
                tx.update("form", form, state="adopted")
            tx.put("year_form", {"year": year, "unit_group": unit_group, "form": form})
            if replaced is not None and replaced["form"] != form:
                for act in self.followed:
                    act(year, unit_group, form)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _serves_nobody(self, year: int, unit_group: str) -> bool:
        """Whether every unit of the year's list has a form of its own group, so that one for all would score nobody."""
        groups = {row["unit_group"] for row in self._store.rows("membership", year=year)}
        own = {row["unit_group"] for row in self._store.rows("year_form", year=year)} - {""}
        return not unit_group and bool(groups) and groups <= own

    def _row(self, key: str) -> dict[str, Any]:
        row = self._store.row("form", key)
        if row is None:
            raise RuleViolation("form.unknown", form=key)
        return row

    def _nodes(self, key: str) -> list[dict[str, Any]]:
        return sorted(self._store.rows("form_node", form=key), key=lambda row: (row["position"], row["key"]))

    def _draft(self, key: str) -> None:
        row = self._row(key)
        if row["state"] != "draft":
            raise RuleViolation("form.adopted", form=key, name=row["name"], version=row["version"])

    def _known(self, form: Form, node: str) -> Node:
        found = form.find(node)
        if found is None:
            raise RuleViolation("form.unknown_node", form=form.key, node=node)
        return found

    def _check_parent(self, form: Form, node: Node) -> None:
        fields.key(node.key)
        if node.parent is None:
            return
        parent = form.find(node.parent)
        if parent is None:
            raise RuleViolation("form.unknown_parent", form=form.key, node=node.key, parent=node.parent)
        if isinstance(parent, Item):
            raise RuleViolation("form.parent_is_item", form=form.key, node=node.key, parent=node.parent)
        if node.parent == node.key or node.parent in _below(form, node.key):
            raise RuleViolation("form.circle", form=form.key, node=node.key, parent=node.parent)


def _noted(form: Form, notes: Iterable[str]) -> tuple[Line, ...]:
    """The lines of notes the form does not have yet, numbered on."""
    known = {line.text for line in form.lines}
    first = 1 + sum(line.code.startswith(NOTE_CODE) for line in form.lines)
    new = [note for note in notes if note not in known]
    return tuple(Line(f"{NOTE_CODE} {first + place}:", note) for place, note in enumerate(new))


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what it leaves unsaid."""
    return {name: value for name, value in row.items() if value is not None}


def _below(form: Form, node: str) -> set[str]:
    """Keys of everything under a node."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        children = [child.key for child in form.children(waiting.pop()) if child.key not in found]
        found.update(children)
        waiting.extend(children)
    return found


def _placed(nodes: list[Node], node: Node, position: int | None, below: set[str]) -> list[Node]:
    """The printed order with `node` (and what lies below it, in its order) as the `position`-th child of its parent."""
    tail = [each for each in nodes if each.key in below]
    rest = [each for each in nodes if each.key not in below]
    siblings = [each for each in rest if each.parent == node.parent]
    if position is not None and 0 <= position < len(siblings):
        at = next(place for place, each in enumerate(rest) if each.key == siblings[position].key)
    else:
        inside = {node.parent} if node.parent else {each.key for each in rest}
        at = len(rest) if node.parent is None else 0
        for place, each in enumerate(rest if node.parent else []):
            if each.key in inside or each.parent in inside:
                inside.add(each.key)
                at = place + 1
    return [*rest[:at], node, *tail, *rest[at:]]


_BOUNDS = ("total", "bonus_cap", "together_cap", "penalty_cap", "floor", "cap", "rounding")
"""What bounds a form as a whole."""


def _described(said: Mapping[str, Any]) -> dict[str, Any]:
    """The free words about a form, cleaned; a word not given is not touched."""
    words: dict[str, Any] = {}
    if "name" in said:
        words["name"] = fields.name(said["name"])
    if "dated" in said:
        words["dated"] = fields.date_or_none(said["dated"], "dated")
    for name in _WORDS[1:]:
        if name in said:
            words[name] = fields.line(said[name])
    return words


def _version(row: Mapping[str, Any], used: Mapping[str, list[tuple[int, str]]]) -> FormVersion:
    from models.rules.number.points import from_text

    total = row.get("stated_total")
    words = (row["key"], row["name"], row["version"], row["state"], row.get("based_on"), row.get("dated"))
    said = (row.get("document"), row.get("source"), None if total is None else from_text(total))
    return FormVersion(*words, *said, tuple(sorted(used.get(row["key"], ()))))
