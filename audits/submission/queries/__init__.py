"""Reading returns."""
