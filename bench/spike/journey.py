"""One whole case, request by request: filed, found, taken, answered, read."""

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from bench.files import BenchFile
from bench.spike.proof import Receipt
from bench.spike.visitor import Visitor, path_of
from bench.words import Writer

PANEL: Final = "/panel/complaints"
NEW: Final = f"{PANEL}/new"
CASES: Final = "/staff/complaints"
UNTAKEN: Final = "/staff?box=unassigned"
_NEXT: Final = re.compile(rb'<a href="([^"]+)" rel="next">')
_PAGES: Final = 8
"""So many pages of his list an expert looks through for a complaint."""


@dataclass(frozen=True)
class Filed:
    """What a citizen has seen after his filing, and how often he had to send the form again."""

    receipt: Receipt
    again: int


async def file(citizen: Visitor, words: str, *files: BenchFile) -> Filed:
    """File a complaint: the form, the sending, the receipt."""
    form = await citizen.get("form", NEW)
    before = citizen.again
    typed = {"subject": "pension", "kind": "province", "description": words}
    step = "file, with a PDF" if files else "file"
    receipt = path_of(await citizen.fill(step, form, NEW, typed, *files))
    again = citizen.again - before
    await citizen.get("receipt", receipt)
    digest = hashlib.sha256(files[0].content).hexdigest() if files else ""
    return Filed(Receipt(receipt.split("/")[-2], words, digest), again)


async def find(expert: Visitor, code: str) -> bytes:
    """Look for a complaint that nobody has taken, and open it."""
    page, wanted = UNTAKEN, f'href="{CASES}/{code}"'.encode()
    for _ in range(_PAGES):
        listed = await expert.get("inbox", page)
        if wanted in listed:
            return await expert.get("case", f"{CASES}/{code}")
        following = _NEXT.search(listed)
        if following is None:
            break
        page = unescape(following[1].decode())
    raise expert.missed("inbox", "a complaint that was filed is not in the list")


async def handle(expert: Visitor, code: str, words: str) -> None:
    """Find a complaint, take it and answer it; after each step stands the page to which it leads."""
    case = f"{CASES}/{code}"
    await expert.fill("take", await find(expert, code), f"{case}/take", {})
    typed = {"finding": "upheld", "text": words}
    await expert.fill("answer", await expert.get("case", case), f"{case}/answer", typed)
    await expert.get("case", case)


async def read(citizen: Visitor, code: str, words: str) -> None:
    """Read the answer, which must stand there word for word."""
    await citizen.get("read the answer", f"{PANEL}/{code}", wanted=words.encode())


def answer_of(writer: Writer) -> str:
    """Write an answer in one line, as it is looked for in the page."""
    return " ".join(writer.text(200).split())
