"""What comes out of sheets: everything that is wrong is told first, and all is kept or nothing."""
