"""Creating partnerships, listing agencies."""
