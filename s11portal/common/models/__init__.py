"""Base classes and the table of outgoing mail."""

from .base import AppendOnly, ScopedModel, UidModel
from .outgoing_mail import OutgoingMail

__all__ = ["AppendOnly", "OutgoingMail", "ScopedModel", "UidModel"]
