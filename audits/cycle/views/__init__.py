"""The partnership's pages of a cycle."""
