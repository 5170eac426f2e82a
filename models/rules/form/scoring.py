"""Scoring, as the rest of the program uses it: forms, cells, assessments of one item, one column, one sheet.

This module only gathers the names; each lives in the room its own docstring describes.
"""

from __future__ import annotations

from models.rules.form.asked import ACCEPT, RELIEF, accept_question, relief_question
from models.rules.form.inputs import check_input, check_stated
from models.rules.form.item import Column, assess_item, column_of
from models.rules.form.model import (
    COUNTS,
    EFFECTS,
    FORM_NODE,
    INPUT_TYPES,
    NONE,
    Cell,
    Counts,
    Effect,
    Excess,
    Form,
    Group,
    InputSpec,
    InputType,
    InputValue,
    Item,
    ItemResult,
    Line,
    Node,
    Part,
)
from models.rules.form.placing import placed, placed_columns, placing
from models.rules.form.sheet import (
    GroupResult,
    SheetResult,
    assess_sheet,
    assess_totals,
    explanation,
    reassess,
)
from models.rules.form.spec import form_from_rows, form_to_rows
from models.rules.form.steps import Band, Step, evaluate

__all__ = [
    "ACCEPT",
    "COUNTS",
    "EFFECTS",
    "FORM_NODE",
    "INPUT_TYPES",
    "NONE",
    "RELIEF",
    "Band",
    "Cell",
    "Column",
    "Counts",
    "Effect",
    "Excess",
    "Form",
    "Group",
    "GroupResult",
    "InputSpec",
    "InputType",
    "InputValue",
    "Item",
    "ItemResult",
    "Line",
    "Node",
    "Part",
    "SheetResult",
    "Step",
    "accept_question",
    "assess_item",
    "assess_sheet",
    "assess_totals",
    "check_input",
    "check_stated",
    "column_of",
    "evaluate",
    "explanation",
    "form_from_rows",
    "form_to_rows",
    "placed",
    "placed_columns",
    "placing",
    "reassess",
    "relief_question",
]
