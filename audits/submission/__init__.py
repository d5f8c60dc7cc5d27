"""An agency's return: working answers, revisions, sign-off."""
