"""Journeys of people through the site, as their browser makes them, without one."""
