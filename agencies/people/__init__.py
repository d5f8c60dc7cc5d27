"""The people of a place: list, roles, invitations and their acceptance."""
