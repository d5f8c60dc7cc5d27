"""A person who signs in: account, second step, own details."""
