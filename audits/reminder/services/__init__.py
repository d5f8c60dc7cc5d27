"""Writing letters down, and sending them."""
