"""The rules of the field as pure functions over plain values: no database, no Django models."""
