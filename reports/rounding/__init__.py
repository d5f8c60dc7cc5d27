"""How an audit rounds its percentages, once it is launched: until a report is published."""
