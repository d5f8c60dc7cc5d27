"""Saving answers, submitting, sending back."""
