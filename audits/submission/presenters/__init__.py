"""What the pages of a return show."""
