"""What our own server says in the log of a request that came to no end: what happened, never at which
address, for tracking codes stand in addresses."""

import logging
from typing import Final

from complaints_core.domain.faults import place_of

SERVER: Final = "waitress"
BEFORE_ADDRESS: Final = " while serving "
"""So waitress goes on to the address, whether somebody hung up or the site failed."""


class Reticence(logging.Filter):
    """Cuts the address off, and of a fault the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through, with less in it."""
        said = record.getMessage().partition(BEFORE_ADDRESS)[0]
        if record.exc_info and record.exc_info[1]:
            said = f"{said}: {place_of(record.exc_info[1])}"
        record.msg, record.args, record.exc_info = said, (), None
        return True


def hush_server() -> None:
    """Let the server of this process be reticent; and that there is a line is meant, and not worth a word."""
    logger = logging.getLogger(SERVER)
    if not any(isinstance(one, Reticence) for one in logger.filters):
        logger.addFilter(Reticence())
    logging.getLogger(f"{SERVER}.queue").setLevel(logging.ERROR)
