"""Drafting a report, saving its texts."""
