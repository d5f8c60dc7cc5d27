"""Counting submitted returns."""
