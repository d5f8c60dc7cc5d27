"""An audit's way, and what a manager does with an agency in it."""
