"""Figures as plain values, and what is said and drawn of them. No Django."""
