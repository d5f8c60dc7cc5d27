"""A report's content as plain values, and a room for each form it leaves in."""
