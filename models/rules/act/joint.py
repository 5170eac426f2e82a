"""One written opinion alone: kept together with the ballots, because the list of attendance names who sent it."""

from __future__ import annotations

from dataclasses import replace

from models.rules.act.balloting import Record, Tally, letter


def jointly(record: Record, counts: bool) -> Record:
    """The count as it is kept: where one absent member alone sent a written opinion, what it said is added to the
    ballots and not kept apart, because the list of attendance names who sent it; where such opinions do not count, what
    it said is not kept at all. Everybody voting alike still tells everything; one letter alone cannot be secret.
    """
    if letter(record) != "apart" or not record.written:
        return record
    if not counts:
        return replace(record, written={})
    sent = record.written
    tally = {
        name: Tally(one.agree + sent[name].agree, one.disagree + sent[name].disagree) if name in sent else one
        for name, one in record.tally.items()
    }
    return replace(record, tally=tally, written=None)
