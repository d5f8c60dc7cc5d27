"""The report a manager writes about the results."""
