"""The plug-in: five digits to read in a picture or to hear."""

import hmac
import re

from zope.interface import implementer

from complaints_core.domain.pending import UsedChallenge
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IChallenge, IClock, IPendingStore
from complaints_core.persian import digits
from complaints_plugins.challenge.painter import Painter, installed_painter
from complaints_plugins.challenge.speaker import Speaker, installed_speaker
from complaints_plugins.challenge.tickets import Ticket, Tickets

_NO_DIGIT = re.compile(r"[^0-9]")


@implementer(IChallenge)
class ImageChallenge:
    """Asks for digits; remembers in `pending` only which challenges were tried."""

    enabled = True

    def __init__(
        self,
        secret: bytes,
        pending: IPendingStore,
        clock: IClock,
        painter: Painter | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        self._tickets = Tickets(secret)
        self._pending = pending
        self._clock = clock
        self._painter = painter or installed_painter()
        self._speaker = speaker or installed_speaker()

    def issue(self) -> str:
        """Answer the id of a new challenge, good for five minutes."""
        return self._tickets.issue(self._clock.now())

    def picture(self, challenge: str) -> bytes | None:
        """Answer the PNG, the same for the same id."""
        ticket = self._ticket(challenge)
        if ticket is None:
            return None
        return self._painter.paint(self._tickets.digits(ticket), self._tickets.seed(ticket))

    def sound(self, challenge: str) -> bytes | None:
        """Answer the WAV, the same for the same id; None also where no voice is installed."""
        ticket = self._ticket(challenge)
        if ticket is None:
            return None
        return self._speaker.speak(self._tickets.digits(ticket), self._tickets.seed(ticket))

    def verify(self, challenge: str, typed: str) -> bool:
        """Tell whether the digits were read right, in whatever digits and spacing they were typed.

        The try is kept in the caller's transaction, which has to be committed for a wrong answer too: else
        that answer was no try.
        """
        ticket = self._ticket(challenge)
        if ticket is None or not self._first_try(ticket):
            return False
        read = _NO_DIGIT.sub("", digits(typed))
        return hmac.compare_digest(read, self._tickets.digits(ticket))

    def _ticket(self, challenge: str) -> Ticket | None:
        return self._tickets.read(challenge, self._clock.now())

    def _first_try(self, ticket: Ticket) -> bool:
        try:
            self._pending.add(UsedChallenge(key=ticket.nonce.hex(), expires_at=ticket.expires_at))
        except AlreadyThere:
            return False
        return True
