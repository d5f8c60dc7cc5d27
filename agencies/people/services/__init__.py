"""Inviting, accepting, recognising an organisation that is here already."""
