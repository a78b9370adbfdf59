"""The administration: what the organization is made of, room by room."""
