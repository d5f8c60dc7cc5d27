"""Returns of a past audit, brought in from a file."""
