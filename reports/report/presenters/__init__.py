"""What the pages of a report show."""
