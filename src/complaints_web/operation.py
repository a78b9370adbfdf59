"""What the site does for those who run it: it counts, tells its log, and sheds what is too much."""

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.tweens import INGRESS

from complaints_web.database import keeper_of
from complaints_web.metrics import allowed_networks
from complaints_web.observing import JSON, TWEEN, include_observing, log_kind, write_json
from complaints_web.overload import SHEDDING, Patience
from complaints_web.readiness import Bounds
from complaints_web.settings import Settings


def include_operation(config: Configurator, settings: Settings) -> None:
    """Put the two tweens of operators outermost; raises SettingError for a wrong setting of theirs."""
    allowed_networks(settings.raw)
    Bounds.read(settings.raw)
    Patience.read(settings.raw)
    keeper_of(settings.raw)  # not at the first backup, some night
    include_observing(config, settings)
    config.add_tween(SHEDDING, under=(TWEEN, INGRESS))


def start_log(registry: Registry) -> None:
    """Let the log of this process be written as `complaints.log` says; for our own application, since the log
    of a portal is the portal's."""
    if log_kind(Settings.read(registry.settings)) == JSON:
        write_json()
