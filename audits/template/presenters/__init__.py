"""What the pages about templates show."""
