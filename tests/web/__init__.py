"""What the site is made of, piece by piece."""
