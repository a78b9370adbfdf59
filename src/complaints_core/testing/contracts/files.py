"""What every store of files must do."""

from io import BytesIO

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import IFileStore
from complaints_core.testing.contracts.commits import Commit, Commits


class _Pieces(BytesIO):
    """A stream that refuses to be read whole."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= 2**20, "the file was read in one piece"
        return super().read(size)


class FileStoreContract(Commits):
    """Inherit it and give a fixture `store` with a new, empty store; override `commit` if there is one:

    class TestMyFiles(FileStoreContract):
        @pytest.fixture
        def store(self, tmp_path):
            return MyFiles(tmp_path)
    """

    @pytest.fixture
    def store(self) -> IFileStore:
        """Answer a new, empty store: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, store: IFileStore) -> None:
        assert verifyObject(IFileStore, store)

    def test_an_unknown_file_has_no_state_and_cannot_be_opened(self, store: IFileStore) -> None:
        assert store.state("f" * 32) is None
        with pytest.raises(KeyError):
            store.open("f" * 32)
        with pytest.raises(KeyError):
            store.judge("f" * 32, "clean")

    def test_the_bytes_come_back(self, store: IFileStore, commit: Commit) -> None:
        content = bytes(range(256)) * 1000
        file = store.add(BytesIO(content), "clean")
        commit()
        with store.open(file) as stream:
            assert stream.read() == content
        assert store.state(file) == "clean"

    def test_a_file_can_be_read_before_the_commit(self, store: IFileStore) -> None:
        with store.open(store.add(BytesIO(b"picture"), "clean")) as stream:
            assert stream.read() == b"picture"

    def test_the_copy_begins_where_the_stream_stands(self, store: IFileStore, commit: Commit) -> None:
        source = BytesIO(b"0123456789")
        source.seek(4)
        file = store.add(source, "clean")
        commit()
        with store.open(file) as stream:
            assert stream.read() == b"456789"

    def test_a_stream_stays_readable_after_the_transaction(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"picture"), "clean")
        commit()
        with store.open(file) as stream:
            commit()
            assert stream.read() == b"picture"

    def test_two_readers_do_not_share_a_position(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"picture"), "clean")
        commit()
        with store.open(file) as first, store.open(file) as second:
            assert first.read() == second.read() == b"picture"

    def test_a_file_is_never_read_whole(self, store: IFileStore) -> None:
        content = b"x" * (3 * 2**20)
        with store.open(store.add(_Pieces(content), "clean")) as stream:
            assert stream.read() == content

    def test_equal_bytes_are_two_files(self, store: IFileStore, commit: Commit) -> None:
        first, second = store.add(BytesIO(b"same"), "clean"), store.add(BytesIO(b"same"), "clean")
        assert first != second
        store.remove(first)
        commit()
        with store.open(second) as stream:
            assert stream.read() == b"same"

    def test_files_wait_for_the_scanner_until_they_are_judged(
        self, store: IFileStore, commit: Commit
    ) -> None:
        good, bad, open_at_once = (
            store.add(BytesIO(b"any"), state) for state in ("pending", "pending", "clean")
        )
        commit()
        assert sorted(store.awaiting(10)) == sorted([good, bad])
        assert len(store.awaiting(1)) == 1
        store.judge(good, "clean")
        store.judge(bad, "infected")
        commit()
        assert store.awaiting(10) == []
        assert [store.state(file) for file in (good, bad, open_at_once)] == ["clean", "infected", "clean"]

    def test_a_file_may_have_to_wait_again(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"any"), "clean")
        commit()
        store.judge(file, "pending")
        commit()
        assert store.awaiting(10) == [file]

    def test_removing_drops_a_file_and_may_be_repeated(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"any"), "pending")
        commit()
        store.remove(file)
        store.remove(file)
        commit()
        assert store.state(file) is None
        assert store.awaiting(10) == []
        with pytest.raises(KeyError):
            store.open(file)
