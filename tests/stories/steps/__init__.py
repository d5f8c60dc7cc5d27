"""What a person does on the pages, step by step: one module for each part of the work."""
