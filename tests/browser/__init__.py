"""What people see: the site in a real Chromium."""
