"""Audit template files: reading one with all its problems, and writing one.

The format, s11-template/1, is documented in docs/template-format.md. It is YAML of which
only texts, lists and mappings are used: every value is a text (1.10 stays 1.10, Yes stays
Yes), and there are no anchors, aliases or tags.
"""

import hashlib

from audits.template.file.collector import Collector
from audits.template.file.nodes import compose
from audits.template.file.template import read_template
from audits.template.file.text import MOST_BYTES, decode
from audits.template.file.writing import write
from audits.template.rules.structure import Structure
from s11portal.common.errors import Problems

__all__ = ["MOST_BYTES", "Problems", "fingerprint", "read", "write"]


def read(content: str | bytes) -> Structure:
    """The template a file describes; ids are 0.

    Raises Problems with everything that is wrong, in the file's order. Text that cannot be
    taken apart at all has one problem: where the reader got stuck.
    """
    collector = Collector()
    root = compose(decode(content), collector)
    structure = read_template(root, collector)
    collector.raise_if_any()
    return structure


def fingerprint(structure: Structure) -> str:
    """sha256 (hexadecimal) of the canonical file: equal for templates that say the same."""
    return hashlib.sha256(write(structure).encode()).hexdigest()
