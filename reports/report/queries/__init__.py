"""Reading reports and their texts."""
