"""Who belongs where, and as what."""
