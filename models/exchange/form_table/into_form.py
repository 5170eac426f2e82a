"""The form a proposed tree becomes: groups and items with their points and caps, every sentence kept as an item's text.

What a sentence says becomes a rule only when somebody accepts it (`models.rules.form.wordings.proposal`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from models.exchange.form_table import phrases
from models.exchange.form_table.model import Asked, Corrections, FormReading, Nature, TreeNode
from models.rules.form.scoring import Form, Group, Item, Node, Part
from models.rules.number.points import to_text
from models.rules.number.text import fold


def form_of(reading: FormReading, fixed: Corrections | None = None) -> Form:
    """The form of a reading, without name and place in a book; `fixed` holds the answers that change it."""
    maker = _Maker(reading, fixed or Corrections())
    for node in reading.tree:
        maker.add(node, None)
    return Form(
        "doc",
        "",
        total=maker.total(),
        bonus_cap=maker.cap("bonus"),
        penalty_cap=maker.cap("penalty"),
        nodes=tuple(maker.nodes),
    )


class _Maker:
    def __init__(self, reading: FormReading, fixed: Corrections) -> None:
        self._reading, self._fixed = reading, fixed
        self.nodes: list[Node] = []
        self._keys: set[str] = set()
        self._weights = any(node.weight is not None for node in reading.nodes())
        if reading.start and reading.total is not None and self._answer("starting-points", "line") == "line":
            points = Part("co-san", "base", "full/1", {"points": to_text(reading.total)})
            self.nodes.append(Item("diem-co-san", "", "Điểm có sẵn", max=reading.total, parts=(points,)))
            self._keys.add("diem-co-san")

    def _answer(self, code: str, otherwise: str) -> str:
        """The answer to what is asked once of a table, wherever it was asked."""
        found = [option for key, option in self._fixed.answers.items() if key.startswith(f"{code}@")]
        return found[0] if found else otherwise

    def _answer_at(self, code: str, otherwise: str, page: str, cell: str) -> str:
        """The answer to what is asked of each place it is met at: one page may have the same cell as another."""
        return self._fixed.answers.get(Asked(code, page, cell).key, otherwise)

    def total(self) -> Fraction | None:
        """What the table says its standard points add up to."""
        if self._weights and self._percent() and self._reading.total is None:
            tops = [node.weight for node in self._reading.tree if node.weight is not None]
            return sum(tops, Fraction(0)) if tops else None
        if self._answer("total-differs", "keep") == "sum":
            worth = [node.max or node.reached for node in self._reading.tree if node.nature == "standard"]
            return sum((one for one in worth if one is not None), Fraction(0))
        return self._reading.total

    def cap(self, nature: Nature) -> Fraction | None:
        """The bound of all bonuses or penalties that a sentence says and somebody took; of two the smaller."""
        taken = [
            said.points
            for said in self._reading.caps
            if said.nature == nature and self._answer_at(f"{nature}-cap-in-note", "none", said.page, said.cell) == "cap"
        ]
        return min(taken, default=None)

    def _percent(self) -> bool:
        return self._answer("weights", "percent") == "percent"

    def _key(self, code: str, parent: str | None) -> str:
        base = re.sub(r"[^a-z0-9.-]", "", fold(code).replace(" ", "-")).strip(".-")[:30]
        count = len(self.nodes) + 1
        key = base or f"m{count}"
        if key in self._keys and parent:
            key = f"{parent}.{base}"[:60] if base else key
        if key in self._keys:
            key = f"{base or 'm'}-{count}"
        self._keys.add(key)
        return key

    def add(self, node: TreeNode, parent: str | None) -> None:
        """A node with all below it."""
        key = self._key(node.code, parent)
        if node.kind == "group":
            self.nodes.append(self._group(node, key, parent))
            for child in node.children:
                self.add(child, key)
        else:
            self.nodes.append(self._item(node, key, parent))

    def _group(self, node: TreeNode, key: str, parent: str | None) -> Group:
        standard, bonus, penalty = self._caps(node)
        if self._weights and node.weight is not None and self._percent():
            standard = node.weight
        where = node.page, node.cell or f"A{node.place.line + 1}"
        if node.sum == "differs" and self._answer_at("sum-differs", "keep", *where) == "sum":
            standard = node.reached
        return Group(
            key,
            node.code,
            node.title,
            parent,
            standard,
            cap=standard if node.sum == "cap" else None,
            bonus_cap=bonus,
            penalty_cap=penalty,
            one_of=node.one_of,
            scorer=node.scorer,
            evidence=node.evidence,
            rule_text=node.rule_text,
        )

    @staticmethod
    def _caps(node: TreeNode) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """A group's standard, its cap of bonuses and its cap of penalties."""
        cap = phrases.cap_of(node.title)
        if node.nature == "bonus":
            return None, node.max or node.bonus or cap, None
        if node.nature == "penalty":
            return None, None, node.max or node.penalty or cap
        return node.max, node.bonus, node.penalty

    def _item(self, node: TreeNode, key: str, parent: str | None) -> Item:
        return Item(
            key,
            node.code,
            node.title,
            parent,
            node.max if node.nature == "standard" else None,
            tuple(self._parts(node)),
            weight=self._weight(node),
            scorer=node.scorer,
            evidence=node.evidence,
            rule_text=node.rule_text,
            bonus_only=node.nature != "standard",
        )

    def _weight(self, node: TreeNode) -> Fraction | None:
        """The factor of an item: of a weight in percent, so much that its standard makes that percent of 100."""
        if node.weight is None:
            return None
        return node.weight / node.max if self._percent() and node.max else node.weight

    def _parts(self, node: TreeNode) -> Sequence[Part]:
        """What somebody gives by hand until the sentences are accepted: bonus and penalty with the caps of columns."""
        found: list[Part] = []
        if node.start and node.max is not None:
            found.append(Part("co-san", "base", "full/1", {"points": to_text(node.max)}))
        nature: Nature = node.nature
        if node.bonus is not None or nature == "bonus":
            cap = node.bonus if node.bonus is not None else node.max
            found.append(Part("thuong", "bonus", "by-hand/1", cap=cap))
        if node.penalty is not None or nature == "penalty":
            once = not phrases.per_case(node.title) and self._answer("once-or-per-case", "once") == "once"
            cap = node.penalty if node.penalty is not None else node.max if once else None
            found.append(Part("tru", "penalty", "by-hand/1", cap=cap))
        return found
