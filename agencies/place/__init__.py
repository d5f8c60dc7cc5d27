"""What the pages of a place share: access, navigation, home, 'Your work'."""
