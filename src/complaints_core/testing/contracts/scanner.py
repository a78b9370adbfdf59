"""What every virus scanner must do."""

from io import BytesIO

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import ScannerUnavailable
from complaints_core.interfaces.ports import IFileScanner

# The EICAR test file, which every scanner takes for a virus; in two pieces, so that none takes us for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FileScannerContract:
    """Inherit it and give the fixtures `scanner`, one that works, and `unreachable`, one whose engine is
    away; for plug-ins whose `enabled` is true:

    class TestMyScanner(FileScannerContract):
        @pytest.fixture
        def scanner(self):
            return MyScanner("127.0.0.1", 3310)

        @pytest.fixture
        def unreachable(self):
            return MyScanner("127.0.0.1", 1)
    """

    @pytest.fixture
    def scanner(self) -> IFileScanner:
        """Answer a scanner that works: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def unreachable(self) -> IFileScanner:
        """Answer a scanner whose engine is away: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, scanner: IFileScanner) -> None:
        assert verifyObject(IFileScanner, scanner)
        assert scanner.enabled

    @pytest.mark.parametrize("content", [b"", b"harmless", b"\0" * 300_000])
    def test_a_harmless_file_is_clean(self, content: bytes, scanner: IFileScanner) -> None:
        assert scanner.clean(BytesIO(content)) is True

    def test_the_test_virus_is_found(self, scanner: IFileScanner) -> None:
        assert scanner.clean(BytesIO(EICAR)) is False

    def test_one_file_says_nothing_of_the_next(self, scanner: IFileScanner) -> None:
        found = [scanner.clean(BytesIO(content)) for content in (EICAR, b"harmless", EICAR, b"harmless")]
        assert found == [False, True, False, True]

    def test_no_verdict_is_no_clean_file(self, unreachable: IFileScanner) -> None:
        with pytest.raises(ScannerUnavailable):
            unreachable.clean(BytesIO(b"harmless"))
