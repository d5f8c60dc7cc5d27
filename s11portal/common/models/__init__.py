"""Base classes, the table of outgoing mail, and the mark of a production database."""

from .base import AppendOnly, ScopedModel, UidModel
from .outgoing_mail import OutgoingMail
from .production_mark import ProductionMark

__all__ = ["AppendOnly", "OutgoingMail", "ProductionMark", "ScopedModel", "UidModel"]
