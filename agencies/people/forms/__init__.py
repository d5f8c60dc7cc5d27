"""What the pages about people send."""
