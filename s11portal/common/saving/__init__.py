"""Saving what several people type: merge by field, pages that belong to one person."""
