"""Everybody who comes during a run, and what they saw."""

import asyncio
from random import Random
from time import monotonic
from typing import Final

from bench.files import pdf
from bench.spike.journey import Filed, answer_of, file, handle, read
from bench.spike.people import COLLEAGUES, PROVINCES, citizen, expert, name_of, province_of
from bench.spike.tally import ANSWERED, FAULT, WHOLE, Tally
from bench.spike.timetable import Phase, arrivals
from bench.spike.visitor import Lost, Visitor
from bench.spike.wire import Wire
from bench.words import Writer

SIGNED_IN: Final = 80
"""So many citizens are here already when it begins."""
CITIZENS: Final = 2 * SIGNED_IN
NOW_AND_THEN: Final = 5
"""Of so many one logs in first, and another one sends a file along."""
LETTERS: Final = 300


class Crowd:
    """Citizens and experts at one site; `filed` is what was filed."""

    def __init__(self, wire: Wire, seed: int = 1405) -> None:
        self.tally = Tally()
        self.filed: list[Filed] = []
        self._wire = wire
        self._random = Random(seed)  # noqa: S311 - when somebody comes is no secret
        self._writer = Writer(self._random)
        self._citizens: list[Visitor] = []
        self._experts: dict[str, list[Visitor]] = {}

    async def gather(self) -> None:
        """Let everybody sign in who is here already; raises Lost."""
        for number in range(SIGNED_IN):
            self._citizens.append(await citizen(self._wire, self.tally, number))
        for province in PROVINCES:
            names = [name_of(province, number) for number in range(COLLEAGUES)]
            self._experts[province] = [await expert(self._wire, self.tally, name) for name in names]
        self.tally.seen.clear()

    async def come(self, phases: tuple[Phase, ...]) -> float:
        """Let cases begin when they do, and wait until the last has ended; answers the moment of the
        beginning."""
        begin = monotonic()
        async with asyncio.TaskGroup() as cases:
            for number, moment in enumerate(arrivals(phases, self._random)):
                await asyncio.sleep(max(0.0, begin + moment - monotonic()))
                self.tally.late = max(self.tally.late, monotonic() - begin - moment)
                cases.create_task(self._case(number))
        return begin

    async def _case(self, number: int) -> None:
        began = monotonic()
        try:
            await self._whole(number)
        except Lost:
            self.tally.note(WHOLE, began, FAULT)
        else:
            self.tally.note(WHOLE, began, ANSWERED)

    async def _whole(self, number: int) -> None:
        someone = await self._someone(number)
        words, answer = f"{number}. {self._writer.text(LETTERS)}", answer_of(self._writer)
        filed = await file(someone, words, *([pdf(number)] if number % NOW_AND_THEN == 1 else []))
        self.filed.append(filed)
        colleagues = self._experts[province_of(self._number(number))]
        await handle(colleagues[number % COLLEAGUES].tab(), filed.receipt.code, answer)
        await read(someone, filed.receipt.code, answer)

    async def _someone(self, number: int) -> Visitor:
        if number % NOW_AND_THEN == 0:
            return await citizen(self._wire, self.tally, self._number(number))
        return self._citizens[self._number(number)].tab()

    @staticmethod
    def _number(number: int) -> int:
        """The number of the citizen whose case it is: those who log in first are others."""
        return number % SIGNED_IN + (SIGNED_IN if number % NOW_AND_THEN == 0 else 0)
