"""What the partnership's pages of a cycle show."""
