"""A file of returns as plain values: sheet, columns, cells. No Django."""
