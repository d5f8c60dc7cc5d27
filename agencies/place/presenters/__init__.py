"""What every page of a place shows around its content."""
