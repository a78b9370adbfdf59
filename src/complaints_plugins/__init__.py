"""Implementations of the ports that touch the outside: one module or folder each, with its own extra."""
