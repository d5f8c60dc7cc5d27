"""Storing, publishing and retiring template versions."""
