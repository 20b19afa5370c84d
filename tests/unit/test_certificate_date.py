"""Dates of certificates, in every order and language that is claimed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.certificate_words import months
from extract.certificate_date import DayOrder, find_dates

DAY = date(2024, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15.03.2024",
        "15/03/2024",
        "15-03-2024",
        "15 03 2024",
        "15.03.24",
        "2024-03-15",
        "2024/03/15",
        "2024.03.15",
        "03/15/2024",
        "15 March 2024",
        "15th March 2024",
        "15 th March, 2024",
        "15thMarch 2024",
        "March 15, 2024",
        "MARCH 15TH, 2024",
        "15-Mar-2024",
        "2024-Mar-15",
        "15 de marzo de 2024",
        "15 de março de 2024",
        "15 mars 2024",
        "15. März 2024",
        "15 marzo 2024",
        "15 Mart 2024",
        "15 марта 2024 г.",
        "15 березня 2024",
        "15 marca 2024",
        "15 maart 2024",
        "15. března 2024",
        "2024. március 15.",
        "15 martie 2024",
        "15 Μαρτίου 2024",
        "2024年3月15日",
        "二〇二四年三月十五日",
        "2024년 3월 15일",
        "ngày 15 tháng 03 năm 2024",
        "15/03/2567",
        "I5.O3.2024",
        "١٥/٠٣/٢٠٢٤",
    ],
)
def test_certificate_date_is_read_in_any_form(text: str) -> None:
    (found,) = find_dates(f"Valid until: {text} (see annex)")
    assert found.readings == (DAY,)
    assert not found.ambiguous


@pytest.mark.parametrize(
    "text",
    ["ISO 9001:2015", "Version 2015", "+91 120 4251329", "12 104 51234 TMS", "99/2024", "31.02.2024", "10.20.30.40"],
)
def test_certificate_date_is_not_seen_in_other_figures(text: str) -> None:
    assert find_dates(text) == []


def test_certificate_date_with_two_readings_keeps_both() -> None:
    (found,) = find_dates("07/06/2024")
    assert found.ambiguous
    assert found.order is None
    assert found.read(DayOrder.DAY_FIRST) == date(2024, 6, 7)
    assert found.read(DayOrder.MONTH_FIRST) == date(2024, 7, 6)


def test_certificate_date_that_shows_its_order_says_so() -> None:
    assert [found.order for found in find_dates("24/07/2024 07/24/2024")] == [DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST]


def test_certificate_date_of_a_month_ends_with_the_month() -> None:
    (found,) = find_dates("February 2028")
    assert found.month_only
    assert found.read(DayOrder.DAY_FIRST) == date(2028, 2, 1)
    assert found.last_day(DayOrder.DAY_FIRST) == date(2028, 2, 29)


@given(day=st.dates(date(1990, 1, 1), date(2059, 12, 31)), name=st.sampled_from(sorted(months())))
def test_certificate_date_with_a_name_of_a_month_comes_back(day: date, name: str) -> None:
    number = months()[name]
    wanted = day.replace(month=number, day=min(day.day, 28))
    (found,) = find_dates(f"{wanted.day} {name} {wanted.year}")
    assert found.readings == (wanted,)


@given(
    day=st.dates(date(1990, 1, 1), date(2059, 12, 31)),
    form=st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"]),
)
def test_certificate_date_in_figures_is_among_its_readings(day: date, form: str) -> None:
    (found,) = find_dates(day.strftime(form))
    assert found.read(DayOrder.DAY_FIRST) == day
