"""Audit templates: what is asked. The lowest room of the audits."""
