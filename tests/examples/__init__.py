"""The core and the site inside other portals: every example is run as a portal would."""
