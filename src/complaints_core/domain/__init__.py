"""Frozen objects and pure rules: nothing here reads a clock, a disk or a network."""
