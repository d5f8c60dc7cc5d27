"""The figures of an audit, and the pages that show them."""
