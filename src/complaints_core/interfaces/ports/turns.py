"""The port by which several workers agree on who does what."""

from contextlib import AbstractContextManager

from zope.interface import Interface


class ITurns(Interface):
    """Lets one worker at a time do a kind of work, in all processes that share a database.

    It spares work and noise, and is no lock to rely on: a worker that was cut off from the database may still
    be busy when the next one begins. Whatever is done in a turn must bear that, as the worker's rounds do.
    """

    def turn(name: str) -> AbstractContextManager[bool]:
        """Ask for the turn of a kind of work; entering answers at once whether it is mine. It ends on
        leaving, and by itself when the process that holds it dies."""
