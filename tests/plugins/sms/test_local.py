"""Gateways that send nothing: the terminal, the spool file, and the memory of the last messages."""

import io
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.interfaces.errors import SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway
from complaints_core.testing.builders import outbox_message
from complaints_core.testing.contracts.sms import Arrived, SmsGatewayContract, message
from complaints_plugins.sms import ConsoleGateway, Remembering, SpoolGateway, spooled


class TestConsole(SmsGatewayContract):
    @pytest.fixture
    def terminal(self) -> io.StringIO:
        return io.StringIO()

    @pytest.fixture
    def gateway(self, terminal: io.StringIO) -> ISmsGateway:
        return ConsoleGateway(terminal)

    @pytest.fixture
    def arrived(self, terminal: io.StringIO) -> Arrived:
        def read() -> list[tuple[str, str]]:
            boxes = terminal.getvalue().split("└─\n")[:-1]
            return [_unboxed(box) for box in boxes]

        return read

    def test_without_a_stream_it_writes_to_the_standard_error(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ConsoleGateway().send(outbox_message())
        said = capsys.readouterr()
        assert outbox_message().text in said.err
        assert said.out == ""


def _unboxed(box: str) -> tuple[str, str]:
    head, *lines = box.splitlines()
    return head.split()[3][-10:], "\n".join(line.removeprefix("│ ") for line in lines)


class TestSpool(SmsGatewayContract):
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "sms.jsonl"

    @pytest.fixture
    def gateway(self, file: Path) -> ISmsGateway:
        return SpoolGateway(file)

    @pytest.fixture
    def broken(self, tmp_path: Path) -> ISmsGateway:
        return SpoolGateway(tmp_path / "no such folder" / "sms.jsonl")

    @pytest.fixture
    def arrived(self, file: Path) -> Arrived:
        return lambda: [(said["to"][-10:], said["text"]) for said in spooled(file)]

    def test_a_line_has_what_the_settings_promise(self, file: Path, gateway: ISmsGateway) -> None:
        gateway.send(outbox_message(7))
        (line,) = file.read_text(encoding="utf-8").splitlines()
        assert json.loads(line) == {
            "to": "+989120000007",
            "template": "complaint_registered",
            "text": "Your complaint is registered.",
            "params": dict(outbox_message(7).params),
            "id": "message-7",
        }

    def test_only_the_owner_can_read_the_codes(self, file: Path, gateway: ISmsGateway) -> None:
        gateway.send(outbox_message())
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_several_gateways_and_threads_write_whole_lines(self, file: Path) -> None:
        gateways = [SpoolGateway(file) for _ in range(4)]
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda n: gateways[n % 4].send(message(n)), range(200)))
        assert sorted(said["id"] for said in spooled(file)) == sorted(f"message-{n}" for n in range(200))
        assert len(file.read_bytes().splitlines()) == 200

    def test_nothing_is_spooled_where_there_is_no_file(self, file: Path) -> None:
        assert list(spooled(file)) == []

    def test_a_full_disk_is_temporary(self, monkeypatch: pytest.MonkeyPatch, gateway: ISmsGateway) -> None:
        def full(_file: int, _line: bytes) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        with pytest.raises(SmsTemporary, match="No space left"):
            gateway.send(outbox_message())

    def test_a_torn_line_does_not_spoil_the_next(
        self, monkeypatch: pytest.MonkeyPatch, file: Path, gateway: ISmsGateway
    ) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda number, line: write(number, line[:20]))
        with pytest.raises(SmsTemporary, match="full"):
            gateway.send(outbox_message(1))
        monkeypatch.undo()
        gateway.send(outbox_message(2))
        assert [said["id"] for said in spooled(file)] == ["message-2"]

    def test_a_line_cut_within_a_letter_is_passed_over(self, file: Path) -> None:
        file.write_bytes('{"text": "سلا'.encode()[:-1])
        assert list(spooled(file)) == []


@given(text=st.text(st.characters(codec="utf-8")))
def test_whatever_the_text_it_is_one_line_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("spool") / "sms.jsonl"
    SpoolGateway(file).send(message(text=text))
    assert file.read_bytes().count(b"\n") == 1
    assert [said["text"] for said in spooled(file)] == [text]


class TestRemembering(SmsGatewayContract):
    @pytest.fixture
    def gateway(self) -> Remembering:
        return Remembering(ConsoleGateway(io.StringIO()))

    @pytest.fixture
    def broken(self, tmp_path: Path) -> ISmsGateway:
        return Remembering(SpoolGateway(tmp_path))

    @pytest.fixture
    def arrived(self, gateway: Remembering) -> Arrived:
        return lambda: [(one.message.to[-10:], one.message.text) for one in reversed(gateway.sent())]

    def test_it_goes_by_the_name_of_the_gateway_within(self, gateway: Remembering) -> None:
        assert gateway.name == "console"

    def test_it_keeps_the_last_ones_newest_first(self) -> None:
        gateway = Remembering(ConsoleGateway(io.StringIO()), size=2)
        for number in range(3):
            gateway.send(outbox_message(number))
        assert [one.message.id for one in gateway.sent()] == ["message-2", "message-1"]
        assert gateway.sent()[0].receipt.provider_id == "message-2"

    def test_what_the_gateway_did_not_take_is_not_kept(self, tmp_path: Path) -> None:
        gateway = Remembering(SpoolGateway(tmp_path))
        with pytest.raises(SmsTemporary):
            gateway.send(outbox_message())
        assert gateway.sent() == []
