"""The pages about people, and what an invitation opens."""
