"""What holds for every test."""

from hypothesis import settings

# How long an example takes depends on who else uses the machine; bench/ is where time is measured.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
