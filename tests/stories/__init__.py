"""What people do with the product, in a real browser on a running site."""
