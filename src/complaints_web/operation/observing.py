"""Every answer is counted and timed, and with `complaints.log = json` gets a line in the log: by the name of
its page, never by its address, and without a word of who asked."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import INGRESS
from pyramid_retry import BeforeRetry, is_error_retryable

from complaints_core.domain.faults import place_of
from complaints_plugins.settings import choice
from complaints_web.operation.meters import meters_of
from complaints_web.place import below_site
from complaints_web.routes import PREFIX
from complaints_web.settings import Settings

BEGAN: Final = "complaints.began"
NOWHERE: Final = "none"
"""In the place of a page's name, where there is no such page."""

TWEEN: Final = "complaints_web.operation.observing.observing_tween"
JSON: Final = "json"

log = logging.getLogger("complaints_web.requests")


def include_observing(config: Configurator, settings: Settings) -> None:
    """Count answers and conflicts; raises SettingError for an unknown kind of log."""
    log_kind(settings)
    config.add_tween(TWEEN, under=INGRESS)
    config.add_subscriber(_retried, BeforeRetry)


def log_kind(settings: Settings) -> str:
    """Answer how the log is written: `text`, or `json`; raises SettingError."""
    return choice(settings.raw, "complaints.log", "text", among=("text", JSON))


def start_log(registry: Registry) -> None:
    """Let the log of this process be written as `complaints.log` says; for our own application, since the log
    of a portal is the portal's."""
    if log_kind(Settings.read(registry.settings)) == JSON:
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines())
        log.setLevel(logging.INFO)


class JsonLines(logging.Formatter):
    """Writes a record as one line. Of a fault it tells the class and the place: its message may hold what
    somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Answer the line: time, level, logger, message, and the facts of a request."""
        facts = getattr(record, "facts", None)
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **(facts or {"message": record.getMessage()}),
        }
        if record.exc_info and record.exc_info[1]:
            said["fault"] = place_of(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


@below_site
def observing_tween(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Tween: count each answer that goes out. One that a conflict takes back is no answer; the next attempt
    goes on with its time."""
    meters = meters_of(registry)

    def answer(request: Request) -> Response:
        began = request.environ.setdefault(BEGAN, perf_counter())
        status = 500
        try:
            response = handler(request)
            status = response.status_code
        finally:
            if request.exception is None or not is_error_retryable(request, request.exception):
                seconds = perf_counter() - began
                route = route_of(request)
                meters.answered(route, status, seconds)
                _tell(request, route, status, seconds)
        return response

    return answer


def route_of(request: Request) -> str:
    """Answer the name of the page that was asked for, as `routes` has it."""
    route = getattr(request, "matched_route", None)
    return route.name.removeprefix(PREFIX) if route else NOWHERE


def _tell(request: Request, route: str, status: int, seconds: float) -> None:
    retries = request.environ.get("retry.attempt", 0)
    facts = {"route": route, "status": status, "ms": round(seconds * 1000, 1), "retries": retries}
    log.info("%s %s", route, status, extra={"facts": facts})


def _retried(event: BeforeRetry) -> None:
    """Count a conflict, and tell of which kind of thing it was, where the database knows."""
    meters_of(event.request.registry).count("retried")
    log.info(
        "a conflict at %s", getattr(event.exception, "class_name", None) or type(event.exception).__name__
    )
