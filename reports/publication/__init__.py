"""Documents published for executives, corrected, withdrawn; drafts deleted."""
