"""Answers as plain values: state, what is missing, which questions are asked. No Django."""
