"""The agency's pages of a return."""
