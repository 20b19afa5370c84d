"""Who sees which decisions of a pack: while a blind round is open, nobody sees another reviewer's answers.

Only approvers and admins who sit in no seat of the round see everything. Whoever sits in a seat sees what was decided
before the round and the own answers; everybody else what was decided before. Every service that shows decisions, or
anything that follows from them, asks here first.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import ErrorCode, ReviewError
from review_api.permissions import GRANTS, Permission, Principal
from review_api.round_tables import RoundRow

#: The seat of those who see what was decided before the round only; no event has it.
NO_SEAT = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What of the decisions of a pack somebody sees."""

    #: Id of the round that is open, or empty.
    round: str = ""
    #: The seat that one sits in, :data:`NO_SEAT` without one, or empty when everything is seen.
    seat: str = ""
    #: Last event that is seen whatever its seat, while the sight is blind.
    until: int = 0

    @property
    def is_blind(self) -> bool:
        """Whether answers of others are hidden."""
        return self.seat != ""


def sight_of(session: Session, principal: Principal, pack: str) -> Sight:
    """What the caller sees of the decisions of a pack."""
    row = open_round(session, pack)
    if row is None:
        return Sight()
    seats = {row.first: f"{row.id}/1", row.second: f"{row.id}/2"}
    seat = seats.get(principal.account or "", "")
    if not seat and Permission.ADJUDICATE in GRANTS[principal.role]:
        # A token with a lower role than its owner is still its owner's: account and not role decides above.
        return Sight(round=row.id)
    return Sight(round=row.id, seat=seat or NO_SEAT, until=row.opened_after)


def seat_to_write(session: Session, principal: Principal, pack: str) -> str:
    """The seat under which the caller's events are written, empty for events that everybody sees.

    Raises :class:`ReviewError` with ``blind_round`` for those who sit in no seat of the round that is open.
    """
    sight = sight_of(session, principal, pack)
    if sight.round and sight.seat in {"", NO_SEAT}:
        raise ReviewError(ErrorCode.BLIND_ROUND, "Only the two reviewers of the round decide until it is closed.")
    return sight.seat


def require_sight(session: Session, principal: Principal, pack: str) -> None:
    """Raise :class:`ReviewError` with ``blind_round`` for those to whom answers of others are hidden."""
    if sight_of(session, principal, pack).is_blind:
        raise ReviewError(ErrorCode.BLIND_ROUND, "What others decided is hidden until the round is closed.")


def open_round(session: Session, pack: str) -> RoundRow | None:
    """The blind round of a pack that is open."""
    return session.scalar(select(RoundRow).where(RoundRow.pack == pack, RoundRow.closed_at.is_(None)))
