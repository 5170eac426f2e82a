"""One written opinion alone: kept together with the ballots, because the list of attendance names who sent it."""

from __future__ import annotations

from dataclasses import replace

from models.rules.act.balloting import Record, Tally
from models.rules.place.regulation import Rule


def jointly(record: Record, rule: Rule) -> Record:
    """The count as it is kept: where one absent member alone sent a written opinion and the rule counts it, what it
    said is added to the ballots and not kept apart, because the list of attendance names who sent it. Everybody voting
    alike still tells everything; one letter alone cannot be secret.
    """
    if record.opinions != 1 or not record.written or rule.spec.get("written") != "count":
        return record
    sent = record.written
    tally = {
        name: Tally(one.agree + sent[name].agree, one.disagree + sent[name].disagree) if name in sent else one
        for name, one in record.tally.items()
    }
    return replace(record, tally=tally, written=None)
