"""The columns of the catalogue of titles: dated data, with what nobody has compared with its original told apart."""

from __future__ import annotations

from models.book.regulation.sources import cited
from models.book.regulation.titles import Title
from models.rules.number.points import show_plain
from models.rules.words import capital
from ui.kit.tables import Column
from ui.words import labels
from ui.words.messages import show


def _named(one: Title) -> str:
    return one.name if one.holder == "collective" else f"{one.name}, {labels.HOLDERS[one.holder].lower()}"


def _asked_for(one: Title) -> str:
    return one.needs or ("Hồ sơ: " + "; ".join(one.dossier) if one.dossier else "")


def _valid(one: Title) -> str:
    return "–".join((show(one.rule.valid_from), show(one.rule.valid_to))).strip("–")


def _cited(one: Title) -> str:
    said = capital(cited(one.rule.cite))
    return f"{said} (chưa đối chiếu)" if one.rule.unverified else said


TITLE_COLUMNS = (
    Column("Danh hiệu, hình thức", _named, width=34, tip=lambda one: labels.TITLE_LEVELS[one.level]),
    Column("Cấp quyết định", lambda one: one.decided_by, width=24),
    Column("Hệ số", lambda one: "" if one.coefficient is None else show_plain(one.coefficient), side="right", width=5),
    Column("Tiêu chuẩn, hồ sơ", _asked_for, width=0),
    Column("Hiệu lực", _valid, width=22),
    Column("Căn cứ", _cited, width=22, tone=lambda one: "warn" if one.rule.unverified else None),
)
