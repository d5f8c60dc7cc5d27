"""Static files as production serves them: compressed, each named after its content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also names the files a script imports after their content.

    Browsers keep such files for good. A script that imported plain names would meet an
    earlier version of its parts in a browser that has been here before. Every import has
    to end with a semicolon, and no two scripts may import each other.
    """

    support_js_module_import_aggregation = True
