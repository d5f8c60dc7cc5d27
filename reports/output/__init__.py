"""A report's content as plain values, and a package for each format it is made into."""
