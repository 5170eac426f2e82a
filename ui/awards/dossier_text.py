"""Văn bản áp dụng cho hồ sơ: when the competent body received a dossier, and whether a newer text is better for it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.book.awards.dossier_text import DossierText
from models.book.awards.rows import Proposal
from models.book.regulation.sources import cited
from ui.awards import award_words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words.messages import show

TEXTS = {
    "open": "chưa ghi ngày cơ quan có thẩm quyền nhận hồ sơ nên chưa rõ theo văn bản nào",
    "former": "theo quy định trước khi sửa đổi",
    "newer": "theo quy định mới, sổ chưa có toàn văn: các điều kiện cần xác nhận",
}


def told(found: DossierText) -> str:
    """By which text a dossier goes, and why, in one sentence."""
    day = f", nhận ngày {show(found.received)}" if found.received else ""
    why = f" (có lợi hơn: {found.reason})" if found.reason else ""
    return f"{cited(found.change.rule.cite)}, từ {show(found.change.since)}: hồ sơ này {TEXTS[found.text]}{why}{day}."


class DossierTextDialog(FormDialog):
    """Two fields for one dossier: the day it was received, and the reason for the more favourable text."""

    def __init__(self, session: Session, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__("Văn bản áp dụng cho hồ sơ", self._record, parent, session=session)
        self._proposal = proposal
        found = session.book.awards.texts(proposal)
        self.say(f"{award_words.who(session, proposal)}: {proposal.title_name}", "section")
        for one in found:
            self.say(told(one), "muted")
            if one.change.rule.quote:
                self.say(f"“{one.change.rule.quote}”", "quote")
        self.received = DateField(next((one.received for one in found if one.received), None))
        self.favourable = TextArea(next((one.reason for one in found if one.reason), ""))
        self.favourable.setTabChangesFocus(True)
        fit(self.favourable, least_height=3)
        self.add("&Nhận hồ sơ ngày", self.received, "Ngày cơ quan có thẩm quyền nhận, không phải ngày khối gửi.")
        self.add(
            "Quy định mới có &lợi hơn",
            self.favourable,
            "Chỉ với hồ sơ nhận trước ngày sửa đổi: ghi lý do thì theo quy định mới; để trống thì theo quy định cũ.",
        )
        roomy(self, 88, 20)

    def _record(self) -> object:
        reason = self.favourable.toPlainText().strip()
        self.session.book.awards.say_text(self._proposal.key, self.received.value(), reason or None)
        return True
