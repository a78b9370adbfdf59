"""One gateway for every provider that takes a POST and answers JSON; a `Preset` says how.

What happens to a message:

    taken, with the provider's number for it    SmsReceipt
    a code that the preset knows as final       SmsPermanent: this message will never pass
    any other code, any 5xx, no connection      SmsTemporary: nothing was sent, or somebody has to pay first
    no answer in time, an answer nobody reads   SmsTemporary, though it may have been sent

The last line is a choice: the message goes again, with the same id. A provider that knows the id drops the
second one; from the others a person may get the same text twice.

Errors carry the provider's code and never its words, which may repeat the number.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.errors import SmsPermanent, SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway
from complaints_plugins.sms.patterns import Arguments, Pattern
from complaints_plugins.sms.provider import NOWHERE, Account, Call, Order, Path, Preset
from complaints_plugins.sms.wire import Answer, Unanswered, Unreachable, post

FINAL_STATUSES = frozenset({400, 413, 422})
"""HTTP statuses that blame the request itself, where the body does not say more."""


@implementer(ISmsGateway)
class HttpGateway:
    """Sends through one provider. Threads may share it; each message has its own connection."""

    def __init__(
        self,
        preset: Preset,
        account: Account,
        patterns: Mapping[str, Pattern],
        base_url: str = "",
        timeout: float = 10,
    ) -> None:
        """Take the provider, the account, the pattern of each of our templates, another base address where
        the provider is reached through one, and how many seconds each wait may last."""
        self.name = preset.name
        self._preset = preset
        self._account = account
        self._patterns = dict(patterns)
        self._base_url = (base_url or preset.base_url).rstrip("/")
        self._timeout = timeout

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Send by the template's pattern, or as free text where it has none and there is a line for it."""
        call, order = self._order(message)
        answer = self._ask(call, order)
        return SmsReceipt(_provider_id(self._preset, call, answer), datetime.now(UTC))

    def _order(self, message: OutboxMessage) -> tuple[Call, Order]:
        order = Order(self._account, message.id, _national(message.to), message.text)
        pattern = self._patterns.get(message.template)
        if pattern is not None:
            arguments = self._filled(pattern, message)
            return self._preset.by_pattern, replace(order, pattern=pattern.name, arguments=arguments)
        if not self._account.sender:
            raise SmsPermanent(f"{self.name}: {message.template} has no pattern, and there is no sender")
        return self._preset.by_text, order

    def _filled(self, pattern: Pattern, message: OutboxMessage) -> Arguments:
        try:
            return pattern.filled(message.values)
        except KeyError as error:
            missing = error.args[0]
            raise SmsPermanent(f"{self.name}: {message.template} has no parameter {missing}") from error

    def _ask(self, call: Call, order: Order) -> Answer:
        url = self._base_url + call.path.format(key=quote(self._account.key, safe=""))
        headers, body = _encoded(self._preset, call.body(order), self._account)
        try:
            return post(url, headers, body, self._timeout)
        except Unreachable as error:
            raise SmsTemporary(f"{self.name}: unreachable ({error})") from error
        except Unanswered as error:
            raise SmsTemporary(f"{self.name}: no answer, may have been sent ({error})") from error


def _national(e164: str) -> str:
    return re.sub(r"^\+98", "0", e164)


def _encoded(preset: Preset, body: Mapping[str, Any], account: Account) -> tuple[dict[str, str], bytes]:
    headers = {name: value.format(key=account.key) for name, value in preset.headers.items()}
    headers["Accept"] = "application/json"
    if preset.shape == "json":
        headers["Content-Type"] = "application/json"
        return headers, json.dumps(body, ensure_ascii=False).encode()
    headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    return headers, urlencode(body).encode()


def _provider_id(preset: Preset, call: Call, answer: Answer) -> str:
    reply = _parsed(answer.body)
    code, provider_id = _found(reply, preset.code), _found(reply, call.provider_id)
    agreed = 200 <= answer.status < 300 and (preset.code == NOWHERE or code in preset.taken)
    if agreed and provider_id.isdecimal() and len(provider_id) >= preset.shortest_id and int(provider_id):
        return provider_id
    raise _refusal(preset, answer.status, (provider_id, code))


def _refusal(preset: Preset, status: int, said: tuple[str, ...]) -> SmsPermanent | SmsTemporary:
    for code in said:
        if known := preset.failures.get(code):
            error = SmsPermanent if known.final else SmsTemporary
            return error(f"{preset.name} {code}: {known.meaning}")
    error = SmsPermanent if status in FINAL_STATUSES else SmsTemporary
    return error(f"{preset.name}: HTTP {status} without a known code")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _found(reply: Any, path: Path) -> str:
    """Answer the number or word at this place, in writing; empty where there is nothing of the kind."""
    for step in path:
        try:
            reply = reply[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return str(reply) if path and isinstance(reply, int | str) else ""
