"""What every request meets of operation: one tween around everything else counts, another sheds."""

from pyramid.config import Configurator
from pyramid.tweens import INGRESS

from complaints_web.database import keeper_of
from complaints_web.operation.metrics import allowed_networks
from complaints_web.operation.observing import TWEEN, include_observing
from complaints_web.operation.overload import SHEDDING, Patience
from complaints_web.operation.readiness import Bounds
from complaints_web.settings import Settings


def include_operation(config: Configurator, settings: Settings) -> None:
    """Put the two tweens of operators outermost; raises SettingError for a wrong setting of theirs."""
    allowed_networks(settings.raw)
    Bounds.read(settings.raw)
    Patience.read(settings.raw)
    keeper_of(settings.raw)  # not at the first backup, some night
    include_observing(config, settings)
    config.add_tween(SHEDDING, under=(TWEEN, INGRESS))
