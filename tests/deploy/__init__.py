"""What stands in deploy/, run as an operator would run it."""
