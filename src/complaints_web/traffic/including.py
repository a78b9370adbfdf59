"""The tweens of the traffic, in their order."""

from typing import Final

from pyramid.config import Configurator
from pyramid.tweens import EXCVIEW

COMPRESSION: Final = "complaints_web.traffic.compression.compression_tween"
HEADERS: Final = "complaints_web.traffic.headers.headers_tween"
SIZE: Final = "complaints_web.traffic.uploads.size_tween"
READABLE: Final = "complaints_web.traffic.garbage.readable_tween"


def include_traffic(config: Configurator) -> None:
    """Put the tweens of answers outside of the transaction, so that a commit that fails answers a page with
    headers, too; and those that refuse a request inside of what makes a page of a refusal."""
    config.add_tween(HEADERS, over=("pyramid_tm.tm_tween_factory", EXCVIEW))
    config.add_tween(COMPRESSION, over=HEADERS)
    config.add_tween(READABLE, under=EXCVIEW)
    config.add_tween(SIZE, under=EXCVIEW, over=READABLE)
