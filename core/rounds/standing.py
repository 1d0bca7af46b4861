"""Whether decisions still stand: the content they were about is what is stored now."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from core.generation.models import Models
from core.rounds.fingerprint import fingerprint
from core.rounds.round import Round
from core.rounds.signatures import Signed, counting, reviews, signatures
from core.rounds.submission import DRAFT, Standing, standings


class Verdict(NamedTuple):
    """A signature that counts, and whether the content is still what was signed."""

    signature: Signed
    holds: bool


def untouched(
    connection: sa.Connection, models: Models, round: Round, found: Standing, now: str = "",
) -> bool:
    """Tell whether a submission under review still is what its last decision was about.

    The fingerprint is taken under the definitions of that decision, so that a
    definition amended since voids nothing.  True for a draft, on which nobody has decided.
    ``now`` is the fingerprint under the round's definitions, where it is known already.
    """
    decisions = [one for one in counting(reviews(connection, found.id)) if one.turn == found.turn]
    if found.state == DRAFT or not decisions:
        return True
    last = decisions[-1]
    if now and last.definitions == round.definitions_digest:
        return last.fingerprint == now
    return last.fingerprint == fingerprint(connection, models, round, found, last.definitions)


def verdicts(
    connection: sa.Connection, models: Models, round: Round, found: Standing
) -> list[Verdict]:
    """Return the signatures of a submission that count, each compared with what is stored now."""
    digests: dict[str, str] = {}
    judged = []
    for one in signatures(connection, found.id):
        if one.superseded is None:
            if one.definitions not in digests:
                digests[one.definitions] = fingerprint(
                    connection, models, round, found, one.definitions
                )
            judged.append(Verdict(one, digests[one.definitions] == one.fingerprint))
    return judged


def broken(connection: sa.Connection, models: Models, round: Round) -> list[Standing]:
    """Return the submissions under review whose content changed behind the program's back.

    In a draft that was returned, a signature that counts must hold too: who changes
    it through the program supersedes it.
    """
    return [
        found for found in standings(connection, round.year)
        if not untouched(connection, models, round, found)
        or not all(one.holds for one in verdicts(connection, models, round, found))
    ]
