"""The workplace: signing in with two factors, the lists, and one complaint with everything one can do."""
