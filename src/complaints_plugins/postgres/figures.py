"""The figures in PostgreSQL, which all processes of a site share. What is asked of them stands in `sums`."""

from collections.abc import Collection, Iterable, Sequence

from zope.interface import implementer

from complaints_core.domain.figures import Cells, Contribution, Question
from complaints_core.interfaces.ports import IFigures
from complaints_plugins.postgres import sums
from complaints_plugins.postgres.connections import Connections, Cursor
from complaints_plugins.postgres.tables import Filling, Tables

FILLING = Filling("complaints_figures_filling")


@implementer(IFigures)
class PostgresFigures:
    """Keeps sums in a table. It is a cache: the tables may be dropped at any time, and are made and filled
    again."""

    def __init__(self, connections: Connections) -> None:
        self._tables = Tables(connections, (*sums.TABLES, *FILLING.tables()))

    def keep(self, contributions: Iterable[Contribution]) -> None:
        """Count contributions, all of them or none, unless what is there is later."""
        batch = list(contributions)
        self._tables.change(lambda cursor: sums.keep(cursor, batch))

    def forget(self, codes: Iterable[str]) -> None:
        """Count them no more."""
        gone = list(codes)
        self._tables.change(lambda cursor: sums.forget(cursor, gone))

    def read(self, unit: str, questions: Sequence[Question]) -> list[Cells]:
        """Answer each question about a unit, from one state of the tables."""
        return self._tables.read(
            lambda cursor: [sums.cells(cursor, unit, question) for question in questions]
        )

    def about(self, accused: Collection[str], centers: Collection[str]) -> list[Contribution]:
        """Answer what is counted about a person or some centers."""
        return self._tables.read(lambda cursor: sums.about(cursor, accused, centers))

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        return self._tables.read(lambda cursor: sums.codes(cursor, limit, after))

    def held(self, codes: Iterable[str]) -> dict[str, Contribution]:
        """Answer what is counted for some codes."""
        wanted = list(codes)
        return self._tables.read(lambda cursor: sums.held(cursor, wanted))

    def clear(self) -> None:
        """Forget everything."""

        def clear(cursor: Cursor) -> None:
            sums.clear(cursor)
            FILLING.reach(cursor, "")

        self._tables.change(clear)

    def position(self) -> str | None:
        """Answer how far they are filled."""
        return self._tables.read(FILLING.position)

    def reached(self, position: str | None) -> None:
        """Keep how far they are filled."""
        self._tables.change(lambda cursor: FILLING.reach(cursor, position))
