"""Blind rounds: two reviewers judge the same suggestions, and an approver closes the round and settles the rest."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api import cursor as cursors
from review_api import decision_log
from review_api.accounts import account_row, principal_of_account
from review_api.agreement import cohen_kappa, krippendorff_alpha
from review_api.decision_log import chain_head
from review_api.decisions import event_draft
from review_api.identity import new_id
from review_api.packs import pack_row
from review_api.permissions import GRANTS, Permission, Principal, Role
from review_api.records import (
    AgreementRecord,
    DisagreementRecord,
    OpinionRecord,
    RoundList,
    RoundRecord,
    Slice,
)
from review_api.round_tables import OpinionRow, RoundRow
from review_api.sight import open_round, require_sight, sight_of
from review_api.tables import DecisionRow, SuggestionRow
from review_api.verdict import RejectionReason, SuggestionState, Verdict


def open_blind_round(session: Session, principal: Principal, pack: str, *, first: str, second: str) -> RoundRecord:
    """A new round over the suggestions of a pack that are open; ``first`` and ``second`` are ids of accounts.

    Raises :class:`ReviewError` with ``not_found``, ``not_permitted``, or ``blind_round`` when one is open already, and
    :class:`CallError` when an account may not decide, or not see the pack, or is an admin, from whom nothing is hidden.
    """
    principal.require(Permission.ADJUDICATE)
    decision_log.hold(session)
    row = pack_row(session, principal, pack)
    if open_round(session, pack) is not None:
        raise ReviewError(ErrorCode.BLIND_ROUND, "A round of this pack is open already.")
    for account in (first, second):
        seated = principal_of_account(session, account_row(session, account).id)
        fits = Permission.DECIDE in GRANTS[seated.role] and seated.role is not Role.ADMIN
        if not fits or not seated.may_see(row.supplier):
            detail = f"{seated.name} cannot sit in a round: expected a reviewer or approver who may see the pack."
            raise CallError(ErrorCode.REQUEST_INVALID, detail)
    if first == second:
        raise CallError(ErrorCode.REQUEST_INVALID, "Found the same account twice, expected two people.")
    made = RoundRow(
        id=new_id(),
        pack=pack,
        first=first,
        second=second,
        opened_at=_now(),
        opened_by=principal.name,
        opened_after=chain_head(session).sequence,
    )
    session.add(made)
    session.flush()
    return _record(session, principal, made)


def close_round(session: Session, principal: Principal, pack: str) -> RoundRecord:
    """The round, after what both answered alike was decided so, one event each; the rest waits for an approver.

    Raises :class:`ReviewError` with ``not_found`` when no round is open, or ``blind_round`` for the two reviewers.
    """
    principal.require(Permission.ADJUDICATE)
    decision_log.hold(session)
    pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    row = open_round(session, pack)
    if row is None:
        raise ReviewError(ErrorCode.NOT_FOUND, "No blind round of this pack is open.")
    for first, second in _pairs(session, row):
        suggestion = session.get(SuggestionRow, first.suggestion)
        if suggestion is None or suggestion.decision is not None or _category(first) != _category(second):
            continue
        events = [session.get_one(DecisionRow, one.decision) for one in (first, second)]
        draft = event_draft(
            session,
            principal,
            suggestion,
            _verdict(first, suggestion),
            reason=events[0].reason if first.state == SuggestionState.REJECTED else None,
            criterion=first.criterion,
            details={
                **events[0].details,
                "agrees": [event.id for event in events],
                "round": row.id,
            },
        )
        decision_log.append(session, draft)
    row.closed_at, row.closed_by = _now(), principal.name
    session.flush()
    return _record(session, principal, row)


def list_rounds(session: Session, principal: Principal, pack: str) -> RoundList:
    """The rounds of a pack, oldest first, with how far their reviewers agree where the caller may know it."""
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    rows = session.scalars(select(RoundRow).where(RoundRow.pack == pack).order_by(RoundRow.id))
    return RoundList(items=tuple(_record(session, principal, row) for row in rows))


def list_disagreements(
    session: Session, principal: Principal, pack: str, round_id: str, *, cursor: str, limit: int
) -> Slice[DisagreementRecord]:
    """What the two reviewers of a round answered differently.

    Raises :class:`ReviewError` with ``not_found``, or ``blind_round`` while it is hidden from the caller.
    """
    principal.require(Permission.READ)
    pack_row(session, principal, pack)
    require_sight(session, principal, pack)
    row = session.get(RoundRow, round_id)
    if row is None or row.pack != pack:
        raise ReviewError(ErrorCode.NOT_FOUND, f"The pack has no round '{round_id}'.")
    after = str(cursors.decode(cursor, "disagreements", (str,))[0]) if cursor else ""
    apart = [pair for pair in _pairs(session, row) if _category(pair[0]) != _category(pair[1])]
    rest = [pair for pair in apart if pair[0].suggestion > after]
    items = tuple(
        DisagreementRecord(
            suggestion=first.suggestion,
            first=_opinion(session, first),
            second=_opinion(session, second),
            is_settled=_is_settled(session, first.suggestion),
        )
        for first, second in rest[:limit]
    )
    more = cursors.encode("disagreements", [rest[limit - 1][0].suggestion]) if len(rest) > limit else None
    return Slice(items=items, next_cursor=more)


def _is_settled(session: Session, suggestion: str) -> bool:
    row = session.get(SuggestionRow, suggestion)
    return row is not None and row.decision is not None


def _record(session: Session, principal: Principal, row: RoundRow) -> RoundRecord:
    hidden = row.closed_at is None and sight_of(session, principal, row.pack).is_blind
    return RoundRecord(
        id=row.id,
        pack=row.pack,
        first=row.first,
        second=row.second,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        agreement=None if hidden else _agreement(session, row),
    )


def _agreement(session: Session, row: RoundRow) -> AgreementRecord:
    pairs = [(_category(first), _category(second)) for first, second in _pairs(session, row)]
    kappa, alpha = cohen_kappa(pairs), krippendorff_alpha(pairs)
    return AgreementRecord(
        both=len(pairs),
        alike=sum(first == second for first, second in pairs),
        kappa=None if kappa is None else round(kappa, 4),
        alpha=None if alpha is None else round(alpha, 4),
    )


def _pairs(session: Session, row: RoundRow) -> list[tuple[OpinionRow, OpinionRow]]:
    """What stands from both seats, by suggestion, where both answered."""
    seats: defaultdict[str, dict[str, OpinionRow]] = defaultdict(dict)
    wanted = [f"{row.id}/1", f"{row.id}/2"]
    found = session.scalars(select(OpinionRow).where(OpinionRow.pack == row.pack, OpinionRow.seat.in_(wanted)))
    for one in found:
        seats[one.suggestion][one.seat] = one
    both = [(key, value) for key, value in sorted(seats.items()) if len(value) == len(wanted)]
    return [(value[wanted[0]], value[wanted[1]]) for _, value in both]


def _category(opinion: OpinionRow) -> tuple[str, str]:
    """What counts as the same answer: evidence for the same criterion, or none."""
    return (opinion.state, "" if opinion.state == SuggestionState.REJECTED else opinion.criterion)


def _verdict(opinion: OpinionRow, row: SuggestionRow) -> Verdict:
    if opinion.state == SuggestionState.REJECTED:
        return Verdict.REJECT
    return Verdict.ACCEPT if opinion.criterion == row.criterion else Verdict.CHANGE


def _opinion(session: Session, opinion: OpinionRow) -> OpinionRecord:
    event = session.get_one(DecisionRow, opinion.decision)
    return OpinionRecord(
        who=event.who,
        state=SuggestionState(opinion.state),
        criterion=opinion.criterion,
        reason=RejectionReason(event.reason) if event.reason else None,
        note=event.note,
        decision=event.id,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
