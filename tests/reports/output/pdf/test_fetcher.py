"""A document being drawn loads the package's own assets and nothing else."""

import pytest

from reports.output.pdf.fetcher import ORIGIN, AssetFetcher, Refused


@pytest.fixture
def fetcher(tmp_path):
    (tmp_path / "assets" / "fonts").mkdir(parents=True)
    (tmp_path / "assets" / "document.css").write_text("p {}")
    (tmp_path / "assets" / "fonts" / "Inter.woff2").write_bytes(b"font")
    (tmp_path / "assets" / "notes.txt").write_text("not an asset")
    (tmp_path / "secret.css").write_text("secret")
    (tmp_path / "assets" / "link.css").symlink_to(tmp_path / "secret.css")
    return AssetFetcher(tmp_path / "assets")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("document.css", b"p {}", "text/css"), ("fonts/Inter.woff2", b"font", "font/woff2")],
)
def test_own_assets_are_served(fetcher, name, content, kind):
    response = fetcher.fetch(ORIGIN + name)
    assert (response.read(), response.content_type) == (content, kind)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.com/logo.svg",
        "ftp://example.com/logo.svg",
        "data:text/css,p{}",
        "//assets.invalid/document.css",
        "https://assets.invalid.example.com/document.css",
        ORIGIN + "../secret.css",
        ORIGIN + "fonts/../../secret.css",
        ORIGIN + "link.css",
        ORIGIN + "notes.txt",
        ORIGIN + "",
        ORIGIN + "/etc/passwd",
    ],
)
def test_everything_else_is_refused(fetcher, url):
    with pytest.raises(Refused):
        fetcher.fetch(url)


def test_an_asset_that_is_not_there_is_missing(fetcher):
    with pytest.raises(FileNotFoundError):
        fetcher.fetch(ORIGIN + "none.css")
