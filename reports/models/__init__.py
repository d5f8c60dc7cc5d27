"""Reports: their texts, frozen figures, stored documents, and what was published."""

from .document import Document
from .publication import Publication
from .report import Report, Section, Snapshot, TextVersion, Written

__all__ = ["Document", "Publication", "Report", "Section", "Snapshot", "TextVersion", "Written"]
