"""The homes of places, and 'Your work'."""
