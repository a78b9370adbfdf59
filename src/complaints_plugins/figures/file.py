"""The figures in their file. What is asked of it stands in `statements`."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from zope.interface import implementer

from complaints_core.domain.figures import Cells, Contribution, Question
from complaints_core.interfaces.ports import IFigures
from complaints_plugins.cache_file import CacheFile
from complaints_plugins.figures import statements


@implementer(IFigures)
class SqliteFigures:
    """Keeps sums in a file that any number of threads and processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, statements.TABLES)

    def keep(self, contributions: Iterable[Contribution]) -> None:
        """Count contributions, all of them or none, unless what is there is later."""
        batch = list(contributions)
        self._file.change(lambda connection: statements.keep(connection, batch))

    def forget(self, codes: Iterable[str]) -> None:
        """Count them no more."""
        gone = list(codes)
        self._file.change(lambda connection: statements.forget(connection, gone))

    def read(self, unit: str, questions: Sequence[Question]) -> list[Cells]:
        """Answer each question about a unit, from one state of the file."""
        return self._file.read(
            lambda connection: [statements.cells(connection, unit, question) for question in questions]
        )

    def about(self, accused: Collection[str], centers: Collection[str]) -> list[Contribution]:
        """Answer what is counted about a person or some centers."""
        return self._file.read(lambda connection: statements.about(connection, accused, centers))

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        return self._file.read(lambda connection: statements.codes(connection, limit, after))

    def held(self, codes: Iterable[str]) -> dict[str, Contribution]:
        """Answer what is counted for some codes."""
        wanted = list(codes)
        return self._file.read(lambda connection: statements.held(connection, wanted))

    def clear(self) -> None:
        """Throw the file away."""
        self._file.clear()

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._file.read(statements.position)

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._file.change(lambda connection: statements.reach(connection, position))
