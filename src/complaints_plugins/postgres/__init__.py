"""What several processes share through the database in which they keep everything: attempt limits, turns of
the workers, the search index, and the figures of the dashboard.

The stores themselves are not here: they are a ZODB wherever it lies. These tables begin with `complaints_`
and stand beside those of the ZODB; all that is in them can be lost and comes again by itself.
"""

from complaints_plugins.postgres.connections import Connections
from complaints_plugins.postgres.figures import PostgresFigures
from complaints_plugins.postgres.limits import PostgresStorage
from complaints_plugins.postgres.search import PostgresIndex
from complaints_plugins.postgres.turns import PostgresTurns

__all__ = ["Connections", "PostgresFigures", "PostgresIndex", "PostgresStorage", "PostgresTurns"]
