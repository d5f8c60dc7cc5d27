"""What a document being drawn may load: this package's own assets, nothing else."""

from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

# The only address that documents name. It exists nowhere; '.invalid' never resolves.
ORIGIN = "https://assets.invalid/"

_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


class Refused(ValueError):
    """The document asked for something that is not an asset of this package."""


class AssetFetcher(URLFetcher):
    """Serves files of one folder under ORIGIN. Everything else is refused, redirects included."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The asset at `url`. Raises Refused; FileNotFoundError where there is none."""
        if not url.startswith(ORIGIN):
            raise Refused(f"not an asset: {url[:100]}")
        path = (self._folder / url[len(ORIGIN) :]).resolve()
        kind = _TYPES.get(path.suffix)
        if kind is None or not path.is_relative_to(self._folder):
            raise Refused(f"not an asset: {url[:100]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
