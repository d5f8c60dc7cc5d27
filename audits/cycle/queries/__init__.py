"""Reading cycles, participants and boards."""
