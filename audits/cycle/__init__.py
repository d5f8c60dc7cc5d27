"""Audit cycles: prepared, launched, followed on a board, closed; their participants."""
