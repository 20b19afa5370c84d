"""What is read of an XLSX: rows under the names of their columns, found by sheet and cells."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from office_files import assert_sound, part_of, set_pages, with_parts, xlsx_file
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Font
from PIL import Image

from corpus.errors import ErrorCode, ReadError
from extract import spreadsheet
from extract.cell_value import text_of_value
from extract.document import PageFlag, PageStatus
from extract.element import Row, Table
from extract.office import read_office
from extract.passage import Passage, PassageKind
from extract.set_page import SetPage
from extract.spreadsheet import elements_of_workbook, quoted
from extract.word import text_of
from ingest.mediatype import XLSX

HEAD = ("Case no.", "Received", "Description", "Status")
CASE = ("G-1", date(2025, 2, 3), "Dust on the roofs after a ship was unloaded", "Closed")
OTHER = ("G-2", date(2025, 3, 4), "Pay of the night shift came eleven days late", "Open")


def read(path: Path) -> tuple[list[SetPage], tuple[Passage, ...]]:
    pages, passages = set_pages(elements_of_workbook(path))
    assert_sound(pages, passages)
    return pages, passages


def rows(path: Path) -> list[Row]:
    return [row for element in elements_of_workbook(path) if isinstance(element, Table) for row in element.rows]


def log(workbook: Workbook, *, title: str = "Log 2025") -> None:
    sheet = workbook.active
    sheet.title = title
    for row in (HEAD, CASE, OTHER):
        sheet.append(row)


def test_workbook_rows_are_passages_under_the_names_of_their_columns(tmp_path: Path) -> None:
    pages, passages = read(xlsx_file(tmp_path / "a.xlsx", log))
    assert [(page.layout.width, page.layout.height) for page in pages] == [(842.0, 595.0)]
    assert [(passage.locator, passage.text) for passage in passages] == [
        ("'Log 2025'!A2:D2", "G-1 2025-02-03 Dust on the roofs after a ship was unloaded Closed"),
        ("'Log 2025'!A3:D3", "G-2 2025-03-04 Pay of the night shift came eleven days late Open"),
    ]
    assert {passage.kind for passage in passages} == {PassageKind.TABLE_ROW}
    assert passages[0].heading == ("Log 2025", "Case no. · Received · Description · Status")


def test_workbook_title_and_empty_rows_do_not_hide_the_header(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.active
        sheet["B2"] = "Grievances of neighbours and workers, state of September 2025"
        for column, text in enumerate(HEAD, start=2):
            sheet.cell(4, column, text)
        for column, value in enumerate(CASE, start=2):
            sheet.cell(7, column, value)

    _, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert [(passage.locator, passage.heading[1:]) for passage in passages] == [
        ("Sheet!B2", ()),
        ("Sheet!B7:E7", ("Case no. · Received · Description · Status",)),
    ]


def test_workbook_question_with_answers_below_is_a_form(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.active
        sheet.append(("1) Is any tin used in the product(s)? (see definitions) (*)", "Answer", "Comments"))
        sheet.append(("Tin (*)", "Yes", "In the solder of all boards"))
        sheet.append(())
        sheet.append(("2) Where does it come from?", "Answer", "Comments"))
        sheet.append(("Tin (*)", "Unknown", "Asked the smelter in May"))

    _, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert [(passage.kind, passage.text, passage.heading[1]) for passage in passages] == [
        (
            PassageKind.FORM,
            "Tin (*) Yes In the solder of all boards",
            "1) Is any tin used in the product(s)? (see definitions) (*) · Answer · Comments",
        ),
        (
            PassageKind.FORM,
            "Tin (*) Unknown Asked the smelter in May",
            "2) Where does it come from? · Answer · Comments",
        ),
    ]


def test_workbook_first_row_of_data_is_no_header(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        for row in (CASE, OTHER):
            workbook.active.append(row)

    _, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert [passage.locator for passage in passages] == ["Sheet!A1:D1", "Sheet!A2:D2"]


def test_workbook_bold_names_of_two_columns_are_a_header(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.active
        for row in (("Measure", "Place"), ("Water curtain in use", "Jetty of the port")):
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)

    assert [row.header for row in rows(xlsx_file(tmp_path / "a.xlsx", fill))] == [True, False]


@pytest.mark.parametrize("what", ["sheet", "row", "column"])
def test_workbook_what_is_hidden_is_flagged_and_left_out_of_passages(tmp_path: Path, what: str) -> None:
    def fill(workbook: Workbook) -> None:
        log(workbook)
        sheet = workbook.active
        if what == "sheet":
            workbook.create_sheet("Seen").append(("Everything that is seen stands here today",))
            sheet.sheet_state = "hidden"
        elif what == "row":
            sheet.row_dimensions[3].hidden = True
        else:
            sheet.column_dimensions["C"].hidden = True

    pages, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    said = " ".join(passage.text for passage in passages)
    assert said
    assert "Pay of the night shift came eleven days late" not in said
    assert pages[0].layout.flags == (PageFlag.HIDDEN_TEXT,)
    assert "Pay of the night shift came eleven days late" in text_of(pages[0].layout.unseen)


def test_workbook_formula_without_result_is_named(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        log(workbook)
        workbook.active["E3"] = "=COUNTA(A2:A3)"

    pages, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert pages[0].layout.flags == (PageFlag.UNCALCULATED,)
    assert "=" not in passages[1].text


def test_workbook_stored_result_of_a_formula_is_read(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", lambda workbook: workbook.active.append(("Cases in all of the year", "=1+1")))
    sheet = part_of(path, "xl/worksheets/sheet1.xml")
    assert b"<v />" in sheet or b"<v></v>" in sheet or b"<v/>" in sheet
    calculated = (
        sheet.replace(b"<v />", b"<v>412</v>").replace(b"<v></v>", b"<v>412</v>").replace(b"<v/>", b"<v>412</v>")
    )
    pages, passages = read(with_parts(path, {"xl/worksheets/sheet1.xml": calculated}))
    assert [passage.text for passage in passages] == ["Cases in all of the year 412"]
    assert pages[0].layout.flags == ()


def test_workbook_comments_follow_their_sheet(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        log(workbook)
        workbook.active["D3"].comment = Comment("The supervisor asked to close it early", "Ana")

    _, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert passages[-1].locator == "'Log 2025'!D3 comment"
    assert passages[-1].text == "The supervisor asked to close it early"


def test_workbook_pictures_and_charts_are_flagged(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "grey").save(picture, format="PNG")

    def fill(workbook: Workbook) -> None:
        log(workbook)
        workbook.active.add_image(SheetImage(picture), "F2")
        workbook.create_sheet("Plain").append(("Nothing lies over these cells here",))
        workbook.create_chartsheet("Trend").add_chart(BarChart())

    pages, _ = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert [(page.layout.status, page.layout.flags) for page in pages] == [
        (PageStatus.TEXT, (PageFlag.PICTURES,)),
        (PageStatus.TEXT, ()),
        (PageStatus.IMAGE_ONLY, (PageFlag.PICTURES,)),
    ]


def test_workbook_rows_beyond_the_limit_are_a_page_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(workbook: Workbook) -> None:
        for number in range(6):
            workbook.active.append((f"Row {number} of the log of grievances",))
        workbook.create_sheet("Next").append(("Also a row with some words",))

    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 4)
    pages, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert [passage.locator for passage in passages] == [f"Sheet!A{number}" for number in range(1, 5)]
    assert [page.layout.status for page in pages] == [
        PageStatus.TEXT,
        PageStatus.SKIPPED,
        PageStatus.EMPTY,
        PageStatus.SKIPPED,
    ]
    assert pages[1].cut == "The limit is 4 rows; 'Sheet' goes on after row 4."


def test_workbook_columns_beyond_the_limit_are_a_page_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_COLUMNS", 3)
    pages, _ = read(xlsx_file(tmp_path / "a.xlsx", log))
    assert [page.cut for page in pages] == ["", "The limit is 3 columns with text; 'Log 2025' has 4."]


def test_workbook_far_away_cell_costs_one_row_and_one_column(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.active["A1"] = "Near to the corner of the sheet"
        workbook.active["XFD1048576"] = "Far away from the corner of it"

    pages, passages = read(xlsx_file(tmp_path / "a.xlsx", fill))
    assert len(pages) == 1
    assert [passage.locator for passage in passages] == ["Sheet!A1", "Sheet!XFD1048576"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.0", "1234567.5"),
        (0.125, "0.0%", "12.5%"),
        (1, "0%", "100%"),
        (date(2025, 1, 2), "dd/mm/yyyy", "2025-01-02"),
        (datetime(2025, 1, 2), "dd/mm/yyyy", "2025-01-02"),  # noqa: DTZ001
        (datetime(2025, 1, 2, 3, 4, tzinfo=UTC).replace(tzinfo=None), "General", "2025-01-02 03:04"),
        (time(7, 40), "hh:mm", "07:40"),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        ("  a text ", "General", "a text"),
    ],
)
def test_workbook_value_is_written_as_a_person_would_quote_it(value: object, number_format: str, text: str) -> None:
    assert text_of_value(value, number_format) == text


@pytest.mark.parametrize(
    ("title", "reference"), [("Log", "Log"), ("Log 2025", "'Log 2025'"), ("Ana's", "'Ana''s'"), ("2025", "'2025'")]
)
def test_workbook_name_of_a_sheet_is_quoted_as_in_references(title: str, reference: str) -> None:
    assert quoted(title) == reference


#: A billion laughs: each entity stands for ten of the one before.
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def test_workbook_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", log)
    sheet = part_of(path, "xl/worksheets/sheet1.xml").replace(b"Closed", b"&l9;")
    assert b"&l9;" in sheet
    with_parts(path, {"xl/worksheets/sheet1.xml": f"<!DOCTYPE x [{LAUGHS}]>".encode() + sheet})
    with pytest.raises(ReadError) as caught:
        read_office(path, XLSX, 10)
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT
    assert caught.value.detail == "Reading it gave EntitiesForbidden."


def test_workbook_entities_in_shared_strings_are_refused(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", log)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<!DOCTYPE x [{LAUGHS}]><sst xmlns="{main}"><si><t>&l9;</t></si></sst>'.encode()
    types = part_of(path, "[Content_Types].xml").replace(b"</Types>", override)
    with_parts(path, {"[Content_Types].xml": types, "xl/sharedStrings.xml": strings})
    with pytest.raises(ReadError) as caught:
        read_office(path, XLSX, 10)
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT
    assert caught.value.detail == "Reading it gave EntitiesForbidden."


def test_workbook_entities_in_the_list_of_sheets_are_not_expanded(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", log)
    book = part_of(path, "xl/workbook.xml").replace(b'"Log 2025"', b'"&l9;"')
    assert b"&l9;" in book
    with_parts(path, {"xl/workbook.xml": f"<!DOCTYPE x [{LAUGHS}]>".encode() + book})
    with pytest.raises(ReadError) as caught:
        read_office(path, XLSX, 10)
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"no XML", b"<a>" * 5000])
def test_workbook_damaged_part_is_a_named_fault(tmp_path: Path, part: str, content: bytes) -> None:
    path = with_parts(xlsx_file(tmp_path / "a.xlsx", log), {part: content})
    with pytest.raises(ReadError) as caught:
        read_office(path, XLSX, 10)
    assert caught.value.code is ErrorCode.BROKEN_DOCUMENT
