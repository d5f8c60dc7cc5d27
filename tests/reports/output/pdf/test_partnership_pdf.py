"""The partnership report as its readers get it: published figures, tags, order, nothing cut off."""

import re

import pikepdf
import pytest

from tests.reports.published import PUBLISHED

from .written import draw

# Not for the tests: pytest-django makes the database, of which the document is drawn, for those.
pytestmark = pytest.mark.django_db


def test_the_same_content_is_the_same_document(content, drawn):
    assert draw(content) == drawn


def test_it_carries_the_identifier_of_its_content_and_tells_how_many_pages_it_has(
    content, drawn, pdf
):
    assert bytes(pdf.pdf.trailer.ID[0]) == bytes.fromhex(content.digest)[:16]
    assert drawn.pages == len(pdf.pages)


def test_title_language_and_marks_of_pdf_ua(pdf):
    assert pdf.title == "What agencies tell us: Wexcombe Safeguarding Children Partnership"
    assert str(pdf.root.Lang) == "en-GB"
    assert pdf.root.MarkInfo.Marked
    assert pdf.root.ViewerPreferences.DisplayDocTitle
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_outline_names_every_part_in_order(pdf):
    assert pdf.bookmarks == [
        "Contents",
        "Foreword",
        "At a glance",
        "About this audit",
        "Who answered",
        "All questions side by side",
        "Standard 1: Multi-agency safeguarding arrangements",
        "Standard 2: Thresholds",
        "Standard 3: Engaging with children and young people",
        "Standard 4: Training and workforce development",
        "Recommendations",
        "Limits of the figures",
        "Appendix A: Returns and average scores by sector",
        "Appendix B: Agencies and their average scores",
        "Appendix C: Agencies without a return of their own",
        "Appendix D: How the figures are worked out",
        "Appendix E: Figures for every question",
    ]


def test_headings_skip_no_level_and_every_chart_has_words(pdf):
    levels = pdf.headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert len(pdf.figures()) == 12
    assert all(pdf.figures())


def test_a_link_is_one_link_and_holds_words_only(pdf):
    links = [node for node in pdf.nodes if node.S == "/Link"]
    inner = [kid for link in links for kid in link.K if isinstance(kid, pikepdf.Dictionary)]
    assert links
    # an annotation and the numbers of marked words; no element, no second link
    assert {str(kid.Type) for kid in inner} == {"/OBJR"}
    annotations = [a for page in pdf.pdf.pages for a in page.get("/Annots", [])]
    assert len(annotations) == len(links)


def test_list_items_hold_no_blocks(pdf):
    items = [node for node in pdf.nodes if node.S == "/LBody"]
    inner: list = []
    for item in items:
        children = item.K if isinstance(item.K, pikepdf.Array) else [item.K]
        inner += [str(k.S) for k in children if isinstance(k, pikepdf.Dictionary) and "/S" in k]
    assert items
    assert set(inner) <= {"/Span", "/Link", "/NonStruct"}


@pytest.mark.parametrize("label", PUBLISHED["percent_by_score"])
def test_published_percentages_stand_in_the_sentence_and_the_table(pdf, label):
    appendix = pdf.text.split("Figures for every question")[-1]
    row = re.search(rf"\b{re.escape(label)} ([A-Z].*?)(?=\b\d\.\d [A-Z]|$)", appendix)[1]
    for percent in PUBLISHED["percent_by_score"][label].values():
        assert f"({percent}%)" in row
        assert f"{percent}%" in pdf.bare


def test_the_yes_and_no_of_4_2(pdf):
    assert "Most agencies say ‘No’ (14 of 22, 64%); 8 of 22 (36%) say ‘Yes’." in pdf.text
    row = pdf.text.split("Whether volunteers support delivery")[-1]
    assert "8 (36%) 14 (64%) 22" in row


@pytest.mark.parametrize(("organisation", "average"), PUBLISHED["average_score"].items())
def test_published_averages_stand_in_the_appendix_of_agencies(pdf, organisation, average):
    page = pdf.page_with(organisation, "Average score")
    assert re.search(rf"{organisation} [A-Z][a-z ]+ {average} \d\.\d \d", page)


def test_who_did_not_answer_and_why(pdf):
    page = pdf.page_with("Agencies without a return", "Status")
    for words in (
        "Marsh Lane Surgery Health No return No lead in post. The health lead rings in June.",
        "Oldcastle Prison Probation and justice Exempt Closed in May 2020.",
        "National document: National return 2020 Counts as returned; it carries no scores.",
    ):
        assert words in page


def test_the_first_minute(pdf):
    page = pdf.page_with("At a glance", "Recommendations in brief")
    for words in (
        "23 of 24 agencies returned their self-assessment (96%).",
        "The highest share is for question 1.1",
        "The lowest share is for question 3.2",
        "1 Share the threshold document Quality Subgroup 29 Oct 2021",
        "In our own words.",
    ):
        assert words in page


def test_a_question_in_full(pdf):
    page = pdf.page_with("Standard 1", "1.1")
    for words in (
        "Most agencies say ‘Good’ (17 of 22, 77%)",
        "Agencies describe daily calls. A heading of the manager’s",
        "first, with ‘quotation marks’",
        "We were in the room. A charity",
        "Good practice: Two lists Compared every Monday. Home Support",
        "Recommendation 1: Share the threshold document (page",
    ):
        assert words in page


def test_contents_and_cross_references_name_the_right_pages(pdf):
    contents = pdf.page_with("Contents", "Foreword")
    number = int(re.search(r"Recommendations (\d+)", contents)[1])
    assert "Recommendations 1 recommendation. It says what was found" in pdf.pages[number - 1]
    question = pdf.page_with("Standard 1", "1.1")
    assert f"Share the threshold document (page {number})" in question


def test_every_page_but_the_cover_carries_marking_title_and_number(pdf):
    total = len(pdf.pages)
    assert "Page 1 of" not in pdf.pages[0]
    for number, page in enumerate(pdf.pages[1:], 2):
        assert f"Page {number} of {total}" in page
        assert "For publication" in page
        assert "What agencies tell us" in page


def test_the_fonts_are_inside(pdf):
    fonts = {str(font.BaseFont) for page in pdf.pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("Inter" in font for font in fonts)
