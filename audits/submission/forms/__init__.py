"""What the pages of a return send."""
