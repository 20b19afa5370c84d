"""What stands: the state of suggestions as it follows from the decision log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from review_api.tables import DecisionRow
from review_api.verdict import STATE_AFTER, SuggestionState


def latest_event(suggestion: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that joins :class:`DecisionRow` as the last event of a suggestion, and no other.

    It is answered from the unique index over suggestion and turn.
    """
    other = aliased(DecisionRow)
    last = select(func.max(other.turn)).where(other.suggestion == suggestion).correlate_except(other)
    return and_(DecisionRow.suggestion == suggestion, DecisionRow.turn == last.scalar_subquery())


def state_column() -> ColumnElement[Any]:
    """The state of a suggestion in a query that is outer joined by :func:`latest_event`."""
    return case(
        {verdict.value: state.value for verdict, state in STATE_AFTER.items()},
        value=DecisionRow.verdict,
        else_=SuggestionState.OPEN.value,
    )
