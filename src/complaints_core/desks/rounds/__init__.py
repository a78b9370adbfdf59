"""What happens beside the pages, again and again: each round does what is due, and ends."""
