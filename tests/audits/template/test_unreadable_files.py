"""A file that cannot be taken apart: one problem in plain words, where the reader got stuck."""

import pytest
import yaml

from audits.template import file as template_file
from audits.template.file import nodes

from .good_file import GOOD, changed, line_of, problem, problems


@pytest.fixture(params=[yaml.SafeLoader, nodes.Loader], ids=["python", "c"], autouse=True)
def loader(request, monkeypatch):
    """Both parsers of the YAML package must say the same."""
    monkeypatch.setattr(nodes, "Loader", request.param)


OPEN = 'label: "1.1'


def test_the_good_file_is_good():
    assert len(template_file.read(GOOD).questions) == 8


NOT_YAML = {
    "a tab": (changed("    title: Quality", "\ttitle: Quality"), "Quality", "tab"),
    "a tab after spaces": (changed("    title: Quality", "    \ttitle: Quality"), "Quality", "tab"),
    "a colon in a text": (changed("Who leads.", "Who: leads."), "Who: leads", "colon"),
    "an open quotation mark at the end": (GOOD + 'x: "y', 'x: "y', "quotation mark"),
    "a wrong backslash": (changed('"1.1"', r'"1\.1"'), r'"1\.1', "backslash"),
    "an open bracket": (changed("[wt2018:2]", "[wt2018:2"), "- key: uses-vol", "bracket"),
    "a text that begins with @": (changed("Who leads.", "@leads"), "@leads", "cannot begin"),
    "a text that begins with *": (changed("Who leads.", "**Who** leads"), "**Who**", "begin with"),
    "a line without a colon": (changed("kind: full", "kind"), "introduction", "neither a field"),
    "a bad indentation": (changed("  - key: prac", " - key: prac"), " - key: prac", "spaces"),
    "a text behind >-": (changed("Who leads.", ">- Who leads."), ">- Who", "> or |"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_YAML)
def test_what_is_not_yaml_has_one_problem_with_line_and_column(name):
    content, where, words = NOT_YAML[name]
    found = problem(content)
    # The parser may notice only on the next line.
    assert found.line in (line_of(where, content), line_of(where, content) + 1)
    assert found.place.startswith("column ")
    assert words in found.message
    assert found.remedy


def test_an_open_quotation_mark_is_named_although_the_parser_stumbles_later():
    found = problem(changed(f'{OPEN}"', OPEN))
    assert f"missing at the end of line {line_of(OPEN)}?" in found.remedy


@pytest.mark.parametrize("content", ["Dear all,\nplease", "- a\n- b\n", "12", "[]"])
def test_yaml_that_is_no_template_is_refused_in_one_sentence(content):
    found = problem(content)
    assert (found.line, found.message) == (1, "This is not an audit template.")
    assert "format: s11-template/1" in found.remedy


@pytest.mark.parametrize("content", ["", "  \n\n", b"", "# only a comment\n", "\ufeff"])
def test_an_empty_file_says_so(content):
    assert problem(content).line == 0


def test_a_huge_file_is_refused_before_it_is_taken_apart(monkeypatch):
    monkeypatch.setattr(yaml, "parse", lambda *args, **kwargs: pytest.fail("was parsed"))
    for content in ("x" * 2_200_000, b"x" * 2_200_000, "\u20ac" * 800_000):
        assert "2 MB" in problem(content).message


def test_a_wrong_encoding_names_the_line():
    assert problem(changed("Who leads.", "Café").encode("latin-1")).line == line_of("Who leads.")
    assert "UTF-16" in problem(GOOD.encode("utf-16")).message


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"PK\x03\x04\x00\x00", "a: b\x00"])
def test_a_binary_file_is_no_text(content):
    assert "not a text file" in problem(content).message


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1b", "\x7f", "\x9f", "\uffff"])
def test_a_control_character_names_its_line(sign):
    found = problem(changed("Who leads.", f"Who {sign} leads."))
    assert found.line == line_of("Who leads.")
    assert "control character" in found.message


def test_a_control_character_written_as_an_escape_is_refused_too():
    found = problem(changed("Who leads.", r'"Who \0 leads."'))
    assert (found.line, "control character" in found.message) == (line_of("Who leads."), True)


def test_half_a_character_is_refused():
    found = problems(changed("Who leads.", r'"Who \ud800 leads."'))
    assert found[0].line == line_of("Who leads.")


@pytest.mark.parametrize(
    "content", [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode(),
                "\ufeff" + GOOD, GOOD.replace("\n", "\r"), "---\n" + GOOD, GOOD + "...\n"],
    ids=["plain", "bom", "crlf", "bom in text", "cr", "document start", "document end"],
)  # fmt: skip
def test_harmless_differences_change_nothing(content):
    assert template_file.read(content) == template_file.read(GOOD)


def test_a_second_document_is_refused():
    assert problem(GOOD + "---\na: b\n").line == GOOD.count("\n") + 1


def test_an_alias_bomb_is_refused_without_unfolding():
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdef", "bcdefg", strict=True)
    ]
    found = problems("\n".join(rows))
    assert {one.line for one in found if "alias" in one.message} == set(range(2, 8))
    assert {one.line for one in found if "anchor" in one.message} == set(range(1, 8))


def test_anchors_aliases_and_tags_are_refused_where_they_stand():
    content = changed("title: Practice", "title: &p Practice").replace(
        "title: Figures", "title: !!python/object/apply:os.system [ls]"
    )
    found = problems(content)
    assert [(one.line, one.message.split(" is ")[1][:6]) for one in found[:2]] == [
        (line_of("&p", content), "an anc"),
        (line_of("!!python", content), "a tag "),
    ]


@pytest.mark.parametrize("content", ["[" * 100_000, "a: " + "{b: " * 5_000, "- " * 20_000])
def test_deep_nesting_is_refused(content):
    assert "nested" in problem(content).message


def test_a_million_entries_are_refused(monkeypatch):
    monkeypatch.setattr(nodes, "MOST_NODES", 5_000)
    assert "too many entries" in problem("a: [" + "[]," * 200_000 + "]").message


def test_a_flood_of_problems_is_cut():
    everything_wrong = "format: s11-template/1\nstandards:\n" + (
        "  - {questions: [{}, {}, {}, {}]}\n" * 100
    )
    assert len(problems(everything_wrong)) == 501
