"""What every store of files must do."""

from io import BytesIO

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import FileState, IFileStore
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
        assert sorted(store.awaiting("pending", 10)) == sorted([good, bad])
        assert len(store.awaiting("pending", 1)) == 1
        assert store.awaiting("raw", 10) == []
        store.judge(good, "clean")
        store.judge(bad, "infected")
        commit()
        assert store.awaiting("pending", 10) == []
        assert [store.state(file) for file in (good, bad, open_at_once)] == ["clean", "infected", "clean"]

    def test_raw_files_wait_beside_those_for_the_scanner(self, store: IFileStore, commit: Commit) -> None:
        raw, broken, pending = (store.add(BytesIO(b"any"), state) for state in ("raw", "raw", "pending"))
        commit()
        assert sorted(store.awaiting("raw", 10)) == sorted([raw, broken])
        assert len(store.awaiting("raw", 1)) == 1
        assert store.awaiting("pending", 10) == [pending]
        store.judge(broken, "unreadable")
        commit()
        assert store.awaiting("raw", 10) == [raw]
        assert store.state(broken) == "unreadable"

    @pytest.mark.parametrize("state", ["pending", "clean"])
    def test_other_bytes_take_the_place_of_those_that_came(
        self, state: FileState, store: IFileStore, commit: Commit
    ) -> None:
        file, other = (store.add(BytesIO(b"as it came"), "raw") for _ in range(2))
        commit()
        store.replace(file, BytesIO(b"drawn anew"), state)
        commit()
        assert store.state(file) == state
        assert store.awaiting("raw", 10) == [other]
        assert store.awaiting("pending", 10) == ([file] if state == "pending" else [])
        with store.open(file) as stream:
            assert stream.read() == b"drawn anew"
        with store.open(other) as stream:
            assert stream.read() == b"as it came"

    def test_nothing_takes_the_place_of_a_file_that_is_gone(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"as it came"), "raw")
        store.remove(file)
        commit()
        with pytest.raises(KeyError):
            store.replace(file, BytesIO(b"drawn anew"), "clean")
        assert store.state(file) is None

    def test_a_file_may_have_to_wait_again(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"any"), "clean")
        commit()
        store.judge(file, "pending")
        commit()
        assert store.awaiting("pending", 10) == [file]

    def test_removing_drops_a_file_and_may_be_repeated(self, store: IFileStore, commit: Commit) -> None:
        file = store.add(BytesIO(b"any"), "pending")
        commit()
        store.remove(file)
        store.remove(file)
        commit()
        assert store.state(file) is None
        assert store.awaiting("pending", 10) == []
        with pytest.raises(KeyError):
            store.open(file)
