"""The challenge that lets everybody through."""

from zope.interface import implementer

from complaints_core.interfaces.ports import IChallenge


@implementer(IChallenge)
class OffChallenge:
    """Asks nothing, for tests and load runs."""

    enabled = False

    def issue(self) -> str:
        """Answer the one id there is."""
        return "off"

    def picture(self, challenge: str) -> bytes | None:
        """Answer that there is nothing to see."""
        return None

    def sound(self, challenge: str) -> bytes | None:
        """Answer that there is nothing to hear."""
        return None

    def verify(self, challenge: str, typed: str) -> bool:
        """Answer True, whatever was typed."""
        return True
