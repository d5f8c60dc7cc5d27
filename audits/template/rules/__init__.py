"""Templates as plain values: structure, question types, conditions. No Django."""
