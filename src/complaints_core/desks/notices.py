"""What a citizen is told by SMS: a text of the profile, put into the outbox with its cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.one_time import LIFETIME
from complaints_core.domain.outbox import OutboxMessage
from complaints_core.interfaces.ports import IClock, IOutbox
from complaints_core.profiles import Profile

NEWS_LIFETIME = timedelta(days=1)


@dataclass(frozen=True)
class Notices:
    """Writes messages into the outbox."""

    outbox: IOutbox
    clock: IClock
    profile: Profile

    def send(self, template: str, mobile: str, **params: str) -> None:
        """Queue a text of the profile for a mobile number (E.164); raises KeyError for an unknown text or a
        missing parameter."""
        self._queue(template, mobile, NEWS_LIFETIME, params)

    def send_code(self, template: str, mobile: str, digits: str) -> None:
        """Queue a one-time code; it is never sent after it has expired."""
        self._queue(template, mobile, LIFETIME, {"code": digits})

    def tell(self, citizen: Citizen, template: str, **params: str) -> None:
        """Queue a text for a citizen who has a mobile: news unless he does not want SMS, for whoever reads on
        his phone shall learn nothing then; what is marked `always`, a warning of safety, in any case."""
        if citizen.mobile and (citizen.wants_sms or self.profile.texts[template].always):
            self.send(template, citizen.mobile, **params)

    def _queue(self, template: str, mobile: str, lifetime: timedelta, params: Mapping[str, str]) -> None:
        now = self.clock.now()
        text = self.profile.texts[template].render(**params)
        self.outbox.add(
            OutboxMessage(
                to=mobile,
                template=template,
                text=text,
                params=tuple(params.items()),
                created_at=now,
                not_before=now,
                expires_at=now + lifetime,
            )
        )
