"""What the pages of the list of agencies show."""
