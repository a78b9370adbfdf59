"""The providers we know, each as data.

Addresses and field names were read from the providers' own clients, codes from their published lists; none of
it was tried against a live account. A code that is missing here counts as temporary, so that no message is
lost over it. Temporary is also what an operator can mend while messages wait: credit, key, address, line.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from complaints_core.interfaces.errors import SmsPermanent
from complaints_plugins.sms.provider import Call, Failure, Order, Preset

# Kavenegar

TOKENS = ("token", "token2", "token3")
ROOMY_TOKENS = frozenset({"token10", "token20"})
"""The two that may hold spaces; a pattern's setting asks for them by name."""


def local_id(message: str) -> int:
    """Make the number by which Kavenegar drops a second message, from our id: the same for the same id, and
    small enough for its signed 64 bits."""
    return int.from_bytes(hashlib.sha256(message.encode()).digest()[:8]) >> 1


def _lookup(order: Order) -> Mapping[str, Any]:
    body = {"receptor": order.mobile, "template": order.pattern, "type": "sms"}
    free = iter(TOKENS)
    for name, value in order.arguments:
        if name in ROOMY_TOKENS:
            body[name] = value
        elif slot := next(free, None):
            body[slot] = re.sub(r"[\s_]+", "-", value)  # else Kavenegar refuses it (431)
        else:
            raise SmsPermanent(f"kavenegar: {order.pattern} has more than {len(TOKENS)} plain tokens")
    return body


def _kavenegar_text(order: Order) -> Mapping[str, Any]:
    return {
        "receptor": order.mobile,
        "message": order.text,
        "sender": order.account.sender,
        "localid": local_id(order.id),
    }


KAVENEGAR = Preset(
    name="kavenegar",
    base_url="https://api.kavenegar.com",
    # Only free text takes a local id; a pattern sent twice arrives twice.
    by_pattern=Call("/v1/{key}/verify/lookup.json", _lookup, ("entries", 0, "messageid")),
    by_text=Call("/v1/{key}/sms/send.json", _kavenegar_text, ("entries", 0, "messageid")),
    needs=("key",),
    shape="form",
    code=("return", "status"),
    taken=frozenset({"200"}),
    failures={
        "400": Failure("parameters are missing", final=True),
        "401": Failure("the account is disabled"),
        "402": Failure("the operation failed"),
        "403": Failure("the key is wrong"),
        "406": Failure("a parameter is empty", final=True),
        "407": Failure("no access from this address"),
        "409": Failure("the server is busy"),
        "411": Failure("the receiver is wrong", final=True),
        "412": Failure("the sender is wrong"),
        "413": Failure("the text is empty or too long", final=True),
        "416": Failure("this address is not registered"),
        "418": Failure("no credit"),
        "422": Failure("a character cannot be sent", final=True),
        "424": Failure("the pattern is unknown or not approved", final=True),
        "426": Failure("the account may not use patterns"),
        "428": Failure("the token cannot be spoken", final=True),
        "430": Failure("the account is not verified"),
        "431": Failure("a token has a forbidden character", final=True),
        "432": Failure("the pattern has no token", final=True),
    },
)

# MeliPayamak, by the old web service and by the new console

MELIPAYAMAK_FAILURES = {
    "-10": Failure("a value holds a link", final=True),
    "-7": Failure("the text or the sender is refused", final=True),
    "-6": Failure("an internal error"),
    "-5": Failure("the values do not fit the pattern", final=True),
    "-4": Failure("the pattern is unknown or not approved", final=True),
    "-3": Failure("the line is unknown"),
    "-2": Failure("more than one receiver", final=True),
    "-1": Failure("the web service is disabled"),
    "0": Failure("user name or password is wrong"),
    "2": Failure("no credit"),
    "3": Failure("the daily limit is reached"),
    "4": Failure("the limit of volume is reached"),
    "5": Failure("the sender is wrong"),
    "6": Failure("the system is being updated"),
    "7": Failure("the text holds a filtered word", final=True),
    "9": Failure("this line cannot be used by programs"),
    "10": Failure("the account is inactive"),
    "11": Failure("it was not sent"),
    "12": Failure("the account's documents are incomplete"),
    "18": Failure("the receiver is wrong", final=True),
    "19": Failure("the daily limit of the web service is reached"),
    "110": Failure("a key is needed instead of the password"),
    "-110": Failure("a key is needed instead of the password"),
}


def _values(order: Order) -> list[str]:
    return [value for _name, value in order.arguments]


def _base_service(order: Order) -> Mapping[str, Any]:
    return {
        "username": order.account.username,
        "password": order.account.password,
        "to": order.mobile,
        # The semicolon separates values, so one inside a value becomes the Persian one.
        "text": ";".join(value.replace(";", "؛") for value in _values(order)),
        "bodyId": order.pattern,
    }


def _melipayamak_text(order: Order) -> Mapping[str, Any]:
    return {
        "username": order.account.username,
        "password": order.account.password,
        "to": order.mobile,
        "from": order.account.sender,
        "text": order.text,
    }


MELIPAYAMAK = Preset(
    name="melipayamak",
    base_url="https://rest.payamak-panel.com/api/SendSMS",
    by_pattern=Call("/BaseServiceNumber", _base_service, ("Value",)),
    by_text=Call("/SendSMS", _melipayamak_text, ("Value",)),
    needs=("username", "password"),
    shape="form",
    code=("RetStatus",),
    taken=frozenset({"1"}),
    failures=MELIPAYAMAK_FAILURES,
    shortest_id=8,
    numbered_patterns=True,
)


def _shared(order: Order) -> Mapping[str, Any]:
    return {"bodyId": int(order.pattern), "to": order.mobile, "args": _values(order)}


def _simple(order: Order) -> Mapping[str, Any]:
    return {"from": order.account.sender, "to": order.mobile, "text": order.text}


MELIPAYAMAK_CONSOLE = Preset(
    name="melipayamak-console",
    base_url="https://console.melipayamak.com",
    by_pattern=Call("/api/send/shared/{key}", _shared, ("recId",)),
    by_text=Call("/api/send/simple/{key}", _simple, ("recId",)),
    needs=("key",),
    shape="json",
    failures=MELIPAYAMAK_FAILURES,
    shortest_id=8,
    numbered_patterns=True,
)

# SMS.ir


def _verify(order: Order) -> Mapping[str, Any]:
    parameters = [{"name": name, "value": value} for name, value in order.arguments]
    return {"mobile": order.mobile, "templateId": int(order.pattern), "parameters": parameters}


def _bulk(order: Order) -> Mapping[str, Any]:
    sender = int(order.account.sender)
    return {"lineNumber": sender, "messageText": order.text, "mobiles": [order.mobile]}


SMS_IR = Preset(
    name="sms.ir",
    base_url="https://api.sms.ir",
    by_pattern=Call("/v1/send/verify", _verify, ("data", "messageId")),
    by_text=Call("/v1/send/bulk", _bulk, ("data", "messageIds", 0)),
    needs=("key",),
    shape="json",
    headers={"X-API-KEY": "{key}"},
    code=("status",),
    taken=frozenset({"1"}),
    failures={
        "0": Failure("the system has a fault"),
        "10": Failure("the key is wrong"),
        "11": Failure("the key is disabled"),
        "12": Failure("no access from this address"),
        "13": Failure("the account is inactive"),
        "14": Failure("the account is suspended"),
        "15": Failure("the account's plan is too small"),
        "16": Failure("a parameter is wrong", final=True),
        "20": Failure("too many requests"),
        "101": Failure("the line is wrong"),
        "102": Failure("no credit"),
        "103": Failure("the text is empty", final=True),
        "104": Failure("the receiver is wrong", final=True),
        "113": Failure("the pattern is unknown", final=True),
        "115": Failure("the receiver is on the black list", final=True),
        "116": Failure("a parameter has no name", final=True),
        "123": Failure("the line waits for its activation"),
        "124": Failure("the pattern is not known as one for codes", final=True),
    },
    numbered_patterns=True,
)

PRESETS: Mapping[str, Preset] = {
    preset.name: preset for preset in (KAVENEGAR, MELIPAYAMAK, MELIPAYAMAK_CONSOLE, SMS_IR)
}
