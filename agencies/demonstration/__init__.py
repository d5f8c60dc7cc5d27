"""Demonstration only: one-click sign-in, and the e-mails that were not sent."""
