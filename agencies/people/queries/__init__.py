"""Reading invitations."""
