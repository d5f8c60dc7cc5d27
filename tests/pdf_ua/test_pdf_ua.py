"""The check of documents notices what it is there for, and says when it could not be made."""

import pytest
import weasyprint

from tests import pdf_ua
from tests.pdf_ua import plugin

PAGE = "<html lang='en-GB'><head><title>A page</title></head><body><h1>A page</h1>{}</body></html>"
FINE = "<p><a href='#x'>Link</a> <span>beside</span></p><p id='x'>There</p>"
NESTED = "<p><a href='#x'><span>Nested</span> link</a></p><p id='x'>There</p>"

java = pytest.mark.skipif(bool(pdf_ua.missing()), reason=f"no {pdf_ua.missing()}")


@pytest.fixture(autouse=True)
def said(monkeypatch):
    """What this module makes the plugin say is not said at the end of the run."""
    lines = []
    monkeypatch.setattr(plugin, "_said", lines)
    return lines


@pytest.fixture
def documents(tmp_path):
    def written(*bodies):
        paths = [tmp_path / f"{number}.pdf" for number in range(len(bodies))]
        for path, body in zip(paths, bodies, strict=True):
            document = weasyprint.HTML(string=PAGE.format(body))
            path.write_bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
        return paths

    return written


@java
def test_a_document_that_is_not_pdf_ua_is_named_with_the_rule_it_breaks(documents, said):
    fine, nested = documents(FINE, NESTED)
    assert plugin._check([fine, nested])
    assert said[:2] == ["1 of 2 documents are PDF/UA-1.", f"NOT PDF/UA-1: {nested}"]
    assert "7.18.5-1: Links shall be tagged" in said[2]


@java
def test_what_is_no_pdf_at_all_is_an_error_and_not_a_pass(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"not a PDF")
    with pytest.raises(RuntimeError, match="did not answer"):
        pdf_ua.problems_of([tmp_path / "x.pdf"])


def test_a_run_without_java_says_loudly_that_nothing_was_checked(documents, said, monkeypatch):
    monkeypatch.setattr(pdf_ua.shutil, "which", lambda name: None)
    assert not plugin._check(documents(NESTED))
    assert said[0].startswith("PDF/UA-1 was NOT CHECKED on 1 documents: no Java")
