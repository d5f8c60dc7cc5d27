"""The browser of the stories itself."""

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head>
<body><main><h1>A page</h1>{body}<p id="js">without</p></main>
<script>document.getElementById("js").textContent = "with"</script></body></html>"""


def test_a_page_has_javascript_and_one_without_has_none(page, page_no_js):
    for each in (page, page_no_js):
        each.set_content(PAGE.format(body=""))
    assert page.locator("#js").inner_text() == "with"
    assert page_no_js.locator("#js").inner_text() == "without"


def test_axe_names_the_fault(page, axe):
    page.set_content(PAGE.format(body="<p>All is well.</p>"))
    axe(page)
    page.set_content(PAGE.format(body="<input name=q>"))
    with pytest.raises(pytest.fail.Exception, match=r"label.*(?s:.)*<input name"):
        axe(page)


def test_axe_needs_javascript_and_says_so(page_no_js, axe):
    with pytest.raises(pytest.fail.Exception, match="JavaScript"):
        axe(page_no_js)


def test_the_live_server_answers(page):
    answer = page.goto("/healthz")
    assert answer.json() == {"alive": True}
