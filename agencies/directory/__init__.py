"""A partnership and its list of agencies."""
