"""Emails about an audit: which are due, to whom, and sending each once."""
