"""A process that is killed while people file over HTTP: every receipt that somebody saw is kept, once."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.functional.serving import PATIENCE, Filer, kept_codes, served, wait_until_filed

KILLS, CITIZENS_AT_ONCE = 2, 4


def test_every_receipt_that_somebody_saw_is_kept_once_after_every_kill(
    ini: Path, filer: Filer, lasting: dict[str, str]
) -> None:
    draw = Random(1405)  # noqa: S311 - a moment, not a secret
    for _ in range(KILLS):
        with served(ini) as (process, port), ThreadPoolExecutor(CITIZENS_AT_ONCE) as people:
            filing = [people.submit(filer.file_until_killed, port) for _ in range(CITIZENS_AT_ONCE)]
            wait_until_filed(filer, len(filer.receipts) + draw.randrange(1, 20))
            os.kill(process.pid, signal.SIGKILL)
            for one in filing:
                one.result()
        kept = kept_codes(lasting["zodb.uri"], filer.citizen)
        assert len(kept) == len(set(kept))
        assert set(filer.receipts.values()) <= set(kept)
    assert len(filer.receipts) >= KILLS

    with served(ini) as (_process, port):
        for key, code in list(filer.receipts.items())[:5]:
            assert filer.send(port, key) == code


def test_a_site_that_is_told_to_end_ends_in_order(ini: Path) -> None:
    with served(ini) as (process, _port):
        process.terminate()
        assert process.wait(PATIENCE) == 0
