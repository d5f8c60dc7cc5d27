"""Keeping an uploaded file, and storing the returns in it."""
