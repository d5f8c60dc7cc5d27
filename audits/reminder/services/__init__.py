"""Writing mails down, and sending them."""
