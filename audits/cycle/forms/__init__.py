"""What a manager says of a cycle and of an agency in it."""
