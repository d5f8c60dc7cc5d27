"""Demonstration only: one-click sign-in, and the emails that were not sent."""
