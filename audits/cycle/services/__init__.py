"""The life of an audit, and what a manager does with an agency in it."""
