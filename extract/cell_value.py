"""The text of a value in a spreadsheet, as a person would quote it."""

from __future__ import annotations

from datetime import datetime, time

#: Digits that an office program shows at most; the ones after them are noise of binary fractions.
_DIGITS = 15


def text_of_value(value: object, number_format: str = "General") -> str:
    """Dates as ISO 8601, numbers without thousands separators, shares as percent where the cell shows them so."""
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).upper()
        case int() | float():
            text = _number(value, number_format)
        case datetime():
            midnight = value.time() == time()
            text = value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case time():
            text = value.isoformat(timespec="minutes")
        case _:
            # Dates and durations are written as they should be.
            text = str(value).strip()
    return text


def _number(value: float, number_format: str) -> str:
    if "%" in number_format.partition(";")[0]:
        return f"{value * 100:.{_DIGITS - 3}g}%"
    return str(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
