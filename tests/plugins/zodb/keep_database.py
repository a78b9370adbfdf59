"""Makes a small database as the program of the day writes it, to be kept in `data` and opened for ever.

    python -m tests.plugins.zodb.keep_database tests/plugins/zodb/data/generation-5.tar.gz

Run it once for a generation, before the step that follows it is written, and never again: what is in `data`
is what that program really wrote. (The first was written by an earlier program, with its `src` put first on
the path.)
"""

import sys
import tarfile
from contextlib import closing
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from complaints_core.domain.audit import AuditNote
from complaints_core.domain.files import Attachment
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.domain.pending import Submission
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint, outbox_message, report, staff
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

SECRET = b"of the installation"
PICTURE = b"picture" * 100
COMPLAINTS = 10
NARROW = 2


def fill(stores: Stores) -> None:
    """Put in something of each kind."""
    stores.citizens.add(citizen())
    file = stores.files.add(BytesIO(PICTURE), "clean")
    kept = Attachment("a.png", "image/png", len(PICTURE), sha256(PICTURE).hexdigest(), file)
    stores.complaints.add(complaint(0, attachments=(kept,)))
    for number in range(1, COMPLAINTS):
        stores.complaints.add(complaint(number))
    stores.misconduct.add(report(), ReporterIdentity(first_name="Sara"))
    stores.pending.add(Submission(key="one", expires_at=NOON, made="any"))
    stores.outbox.add(outbox_message(1))
    stores.staff.add(staff("karimi"))
    stores.audit.note(AuditNote(at=NOON, actor="ali", action="opened", subject="any"))
    stores.audit.chain(1)


def main(target: Path) -> None:
    """Make the database and pack file and blobs into one archive."""
    with TemporaryDirectory() as folder:
        uri = f"file://{folder}/Data.fs"
        with closing(open_database(uri, threads=1, width=NARROW)) as db, unit_of_work(db, SECRET) as stores:
            fill(stores)
        with tarfile.open(target, "w:gz") as archive:
            for name in ("Data.fs", "Data.fs.blobs"):
                archive.add(Path(folder, name), name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
