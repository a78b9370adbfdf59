"""Views: parse, call a desk, render. One file for each kind of person."""
