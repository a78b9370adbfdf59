"""What comes in: forms, files, and the complaint that is made of them."""
