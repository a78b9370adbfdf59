"""From the tables of a profile's files to frozen objects: one module for each kind of thing."""
