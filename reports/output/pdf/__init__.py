"""From content to PDF. The drawing itself runs in a child process with limits."""
