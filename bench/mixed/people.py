"""What citizens and experts do, again and again, until it is enough."""

import re
from collections import Counter
from collections.abc import Sequence
from random import Random
from time import monotonic
from typing import Final

from bench.spike.journey import UNTAKEN, answer_of, file
from bench.spike.people import PROVINCES
from bench.spike.proof import Receipt
from bench.spike.visitor import Lost, Visitor
from bench.words import Writer

REFERRED: Final = 0.3
"""Share of the complaints that an expert passes on to another province instead of answering them."""
OVERTAKEN: Final = (303, 404, 409)
"""A step is taken, or somebody else was faster: two experts at one complaint is no conflict of strangers."""
_CASE: Final = re.compile(rb'href="(/staff/complaints/\d{12})"')
_LETTERS: Final = 300


class Deeds:
    """What was done; `done` counts by name, `receipts` are those of the citizens."""

    def __init__(self, seconds: float) -> None:
        self.done: Counter[str] = Counter()
        self.receipts: list[Receipt] = []
        self._until = monotonic() + seconds
        self._random = Random(1405)  # noqa: S311 - what people do is no secret
        self._writer = Writer(self._random)

    async def file(self, citizen: Visitor, name: str) -> None:
        """Let a citizen file one complaint after the other."""
        while monotonic() < self._until:
            words = f"{name}-{self.done['filed']}. {self._writer.text(_LETTERS)}"
            try:
                filed = await file(citizen, words)
            except Lost:
                self.done["given up"] += 1
            else:
                self.done["filed"] += 1
                self.receipts.append(filed.receipt)

    async def work(self, expert: Visitor, province: str) -> None:
        """Let an expert take one complaint after the other, and answer it or pass it on."""
        while monotonic() < self._until:
            try:
                await self._handle(expert, province)
            except Lost:
                self.done["given up"] += 1

    async def _handle(self, expert: Visitor, province: str) -> None:
        cases = _CASE.findall(await expert.get("inbox", UNTAKEN))
        if not cases:
            self.done["nothing to do"] += 1
            return
        case = self._random.choice(cases).decode()
        if await self._step(expert, case, "take", {}):
            if self._random.random() < REFERRED:
                elsewhere = self._random.choice([one for one in PROVINCES if one != province])
                typed = {"unit": elsewhere, "reason": self._writer.text(40)}
                await self._step(expert, case, "refer", typed)
            else:
                typed = {"finding": "upheld", "text": answer_of(self._writer)}
                await self._step(expert, case, "answer", typed)

    async def _step(self, expert: Visitor, case: str, step: str, typed: dict[str, str]) -> bool:
        """Open a case and take a step with it; tells whether nobody else was faster."""
        page, action = await expert.look("case", case), f"{case}/{step}"
        if f'action="{action}"'.encode() in page:
            reply = await expert.fill(step, page, action, typed, taken=OVERTAKEN)
            if reply.status == OVERTAKEN[0]:
                self.done[f"{step} done"] += 1
                return True
        self.done["somebody else was faster"] += 1
        return False


def spread(people: Sequence[Visitor], number: int) -> list[Visitor]:
    """Answer so many people out of some, each as often as it takes, in tabs of their own."""
    return [people[turn % len(people)].tab() for turn in range(number)]
