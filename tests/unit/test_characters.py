"""Characters that are not plain letters: ligatures, hyphens at line ends, emoji, Chinese, right-to-left, hidden."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from drawing import HEIGHT, SIZE, WIDTH, drawn, layouts, mapped_pdf, paragraph, passages, texts, words_of
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.samples import make_pack
from extract.document import PageFlag, PageStatus
from extract.word import WordFlag


def read_back(path: Path, *lines: str) -> str:
    """The text of the one passage in which these lines come back."""
    mapped = mapped_pdf(path, [(72, 700 - 12 * index, line) for index, line in enumerate(lines)])
    [text] = texts(mapped)
    return text


def test_characters_ligatures_become_their_letters(tmp_path: Path) -> None:
    assert (
        read_back(tmp_path / "a.pdf", "Eﬀective oﬀices ﬁle an aﬃdavit in the ﬂood of baﬄed ﬆaﬀ.")
        == "Effective offices file an affidavit in the flood of baffled staff."
    )


@pytest.mark.parametrize("hyphen", ["\u00ad", "-"])
def test_characters_a_word_divided_at_a_line_end_is_whole_again(tmp_path: Path, hyphen: str) -> None:
    assert (
        read_back(
            tmp_path / "a.pdf",
            f"Children found at work go back to school and their fam{hyphen}",
            f"ilies are helped, so that the child need not return to the tail{hyphen}",
            "ings to look for copper.",
        )
        == "Children found at work go back to school and their families are helped, so that the child need not "
        "return to the tailings to look for copper."
    )


def test_characters_a_soft_hyphen_inside_a_line_is_not_text(tmp_path: Path) -> None:
    assert (
        read_back(tmp_path / "a.pdf", "The com\u00adpany keeps its pro\u00admises.")
        == "The company keeps its promises."
    )


def test_characters_a_hyphen_inside_a_line_stays(tmp_path: Path) -> None:
    text = "The follow-up audit of 2023-24 found well-kept registers - and no open finding."
    assert read_back(tmp_path / "a.pdf", text) == text


@pytest.mark.parametrize("hyphen", ["\u00ad", "-"])
def test_characters_a_word_divided_by_a_page_break_is_whole_again(tmp_path: Path, hyphen: str) -> None:
    path = mapped_pdf(
        tmp_path / "a.pdf",
        [
            (
                72,
                60,
                f"Nobody at the site pays for getting the job, and nobody is kept by debts or threats of re{hyphen}",
            )
        ],
        [(72, 780, "sponsible managers or of guards at the gate.")],
    )
    [passage] = passages(path)
    assert passage.text.endswith("debts or threats of responsible managers or of guards at the gate.")
    assert [span.page for span in passage.spans] == [1, 2]
    assert passage.locator == "p. 1 ¶ 1"


def test_characters_the_sample_policy_has_no_divided_words_left(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "policy.pdf"
    with zipfile.ZipFile(make_pack.PACK) as archive:
        path.write_bytes(archive.read(make_pack.POLICY))
    found = passages(path)
    assert not [
        passage.text for passage in found if "- " in passage.text.replace(" - ", " ") or "\ufffe" in passage.text
    ]
    assert any(len(passage.spans) == 2 for passage in found)
    assert not [passage.text for passage in found if "Printed copies are not controlled" in passage.text]


def test_characters_beyond_the_first_plane_are_kept(tmp_path: Path) -> None:
    text = "The helpline 😀 is open 🎉 to all, in 𝒜 and 𠮷 too."
    assert read_back(tmp_path / "a.pdf", text) == text


def test_characters_come_composed(tmp_path: Path) -> None:
    text = read_back(tmp_path / "a.pdf", "La polı\u0301tica de la compan\u0303i\u0301a sobre derechos humanos")
    assert unicodedata.is_normalized("NFC", text)
    assert "compañ" in text


def test_characters_chinese_goes_on_at_a_line_end_without_a_space(tmp_path: Path) -> None:
    assert (
        read_back(
            tmp_path / "a.pdf", "本公司禁止使用童工，并要求所有供应商遵守，", "国际劳工组织的核心公约和当地法", "律。"
        )
        == "本公司禁止使用童工，并要求所有供应商遵守，国际劳工组织的核心公约和当地法律。"
    )


def test_characters_chinese_and_latin_words_keep_their_space(tmp_path: Path) -> None:
    text = read_back(tmp_path / "a.pdf", "本公司通过了 ISO 14001 环境管理体系认证并每年由", "Bureau 审核一次。")
    assert text == "本公司通过了 ISO 14001 环境管理体系认证并每年由 Bureau 审核一次。"


@pytest.mark.parametrize("text", ["שלום עולם זה טקסט בעברית", "مرحبا بالعالم هذا نص عربي طويل"])
def test_characters_right_to_left_loses_no_letter(tmp_path: Path, text: str) -> None:
    assert sorted(read_back(tmp_path / "a.pdf", text)) == sorted(text)


def test_characters_without_meaning_are_told(tmp_path: Path) -> None:
    path = mapped_pdf(tmp_path / "a.pdf", [(72, 700, "\ue001\ue002\ue003 \ue004\ue005\ue006 nobody can read that")])
    assert layouts(path)[0].flags == (PageFlag.BROKEN_ENCODING,)


def test_characters_of_zero_width_do_not_divide_words(tmp_path: Path) -> None:
    text = read_back(tmp_path / "a.pdf", "due\u200b diligence with\u2060out gaps")
    assert text == "due diligence without gaps"


def invisible(canvas: Canvas, text: str) -> None:
    line = canvas.beginText(72, 300)
    line.setTextRenderMode(3)
    line.textOut(text)
    line.setTextRenderMode(0)
    canvas.drawText(line)


def test_characters_nobody_can_see_are_flagged_and_kept_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        invisible(canvas, "We comply with everything that anyone could ever ask of us.")
        paragraph(canvas, 72, 100, "What people can see on this page is only this sentence.")

    path = drawn(tmp_path / "a.pdf", draw)
    [layout] = layouts(path)
    assert layout.flags == (PageFlag.HIDDEN_TEXT,)
    assert {word.flags for word in layout.unseen} == {(WordFlag.INVISIBLE,)}
    assert texts(path) == ["What people can see on this page is only this sentence."]


def test_characters_too_small_to_read_are_flagged_and_kept_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, 72, 100, "What people can see on this page is only this sentence.")
        canvas.setFont("Helvetica", 0.4)
        canvas.drawString(72, 300, "Text that no reader would ever find on the page.")

    path = drawn(tmp_path / "a.pdf", draw)
    [layout] = layouts(path)
    assert layout.flags == (PageFlag.HIDDEN_TEXT,)
    assert {word.flags for word in layout.unseen} == {(WordFlag.TINY,)}
    assert texts(path) == ["What people can see on this page is only this sentence."]


def test_characters_under_a_scan_are_its_text(tmp_path: Path) -> None:
    """A recogniser lays its text invisibly under the picture of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, WIDTH, HEIGHT)
        invisible(canvas, "The certificate is valid until the end of next year.")

    path = drawn(tmp_path / "a.pdf", draw)
    [layout] = layouts(path)
    assert (layout.status, layout.unseen) == (PageStatus.TEXT, ())
    assert PageFlag.HIDDEN_TEXT not in layout.flags
    assert texts(path) == ["The certificate is valid until the end of next year."]


def test_characters_hidden_on_an_empty_page_do_not_make_it_read(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lambda canvas: invisible(canvas, "Hidden words on an empty page"))
    [layout] = layouts(path)
    assert (layout.status, layout.flags, layout.blocks) == (PageStatus.EMPTY, (PageFlag.HIDDEN_TEXT,), ())
    assert len(layout.unseen) == 6


def test_characters_that_jump_are_different_words(tmp_path: Path) -> None:
    """Some producers place each letter; a far jump without a space is still the end of a word."""

    def draw(canvas: Canvas) -> None:
        for text, x, y in (("Yes", 72, 700), ("No", 400, 700), ("Maybe", 72, 400)):
            for letter in text:
                canvas.drawString(x, y, letter)
                x += canvas.stringWidth(letter)  # noqa: PLW2901

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    assert sorted(word.text for word in words_of(layout)) == ["Maybe", "No", "Yes"]


@pytest.mark.parametrize("spacing", [0.0, 0.4, 1.0])
def test_characters_set_loosely_stay_in_one_word(tmp_path: Path, spacing: float) -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(72, 500)
        line.setCharSpace(spacing)
        line.textOut("Responsible sourcing of copper")
        canvas.drawText(line)

    [layout] = layouts(drawn(tmp_path / "a.pdf", draw))
    assert [word.text for word in words_of(layout)] == ["Responsible", "sourcing", "of", "copper"]


def test_characters_raised_stay_on_their_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(72, 500)
        line.textOut("Emissions fell by 12 t CO")
        line.setRise(-2)
        line.setFont("Helvetica", SIZE * 0.6)
        line.textOut("2")
        line.setRise(0)
        line.setFont("Helvetica", SIZE)
        line.textOut(" since the year before that.")
        canvas.drawText(line)

    [text] = texts(drawn(tmp_path / "a.pdf", draw))
    assert text.replace("CO 2", "CO2") == "Emissions fell by 12 t CO2 since the year before that."
