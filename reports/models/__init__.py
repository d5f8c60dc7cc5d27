"""Reports: their texts, frozen figures and stored documents."""

from .document import Document
from .report import Report, Section, Snapshot, TextVersion, Written

__all__ = ["Document", "Report", "Section", "Snapshot", "TextVersion", "Written"]
