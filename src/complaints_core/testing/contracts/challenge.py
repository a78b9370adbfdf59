"""What every challenge must do that tells people from machines."""

import re
from collections.abc import Callable

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import IChallenge

Read = Callable[[str], str]
"""Answers the digits of a challenge, given its id, as a person would read them."""


class ChallengeContract:
    """Inherit it and give the fixtures `challenge` and `read`; for plug-ins whose `enabled` is true:

    class TestMyChallenge(ChallengeContract):
        @pytest.fixture
        def challenge(self):
            return MyChallenge(secret=b"any")

        @pytest.fixture
        def read(self, challenge):
            return challenge.digits_of
    """

    @pytest.fixture
    def challenge(self) -> IChallenge:
        """Answer a challenge: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def read(self, challenge: IChallenge) -> Read:
        """Answer what reads the digits: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, challenge: IChallenge) -> None:
        assert verifyObject(IChallenge, challenge)
        assert challenge.enabled

    def test_ids_fit_into_a_url_and_never_repeat(self, challenge: IChallenge) -> None:
        ids = [challenge.issue() for _ in range(50)]
        assert len(set(ids)) == 50
        assert all(re.fullmatch(r"[A-Za-z0-9._~-]{1,200}", one) for one in ids)

    def test_an_id_does_not_tell_the_digits(self, challenge: IChallenge, read: Read) -> None:
        ids = [challenge.issue() for _ in range(20)]
        assert not all(read(one) in one for one in ids)
        assert len({read(one) for one in ids}) > 1

    def test_the_picture_of_an_id_is_a_png_that_never_changes(self, challenge: IChallenge) -> None:
        issued = challenge.issue()
        picture = challenge.picture(issued)
        assert picture is not None
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert challenge.picture(issued) == picture
        assert challenge.picture(challenge.issue()) != picture

    def test_the_sound_is_a_wav_where_there_is_a_voice(self, challenge: IChallenge) -> None:
        sound = challenge.sound(challenge.issue())
        assert sound is None or (sound[:4], sound[8:12]) == (b"RIFF", b"WAVE")

    @pytest.mark.parametrize("unknown", ["", "x", "A" * 200, "../etc/passwd", "\u06f1\u06f2"])
    def test_an_unknown_id_shows_nothing_and_opens_nothing(self, unknown: str, challenge: IChallenge) -> None:
        assert challenge.picture(unknown) is None
        assert challenge.sound(unknown) is None
        assert challenge.verify(unknown, "12345") is False

    def test_who_reads_right_passes_once(self, challenge: IChallenge, read: Read) -> None:
        issued = challenge.issue()
        assert challenge.verify(issued, read(issued)) is True
        assert challenge.verify(issued, read(issued)) is False

    def test_a_wrong_answer_uses_the_challenge_up(self, challenge: IChallenge, read: Read) -> None:
        issued = challenge.issue()
        assert challenge.verify(issued, read(issued) + "0") is False
        assert challenge.verify(issued, read(issued)) is False

    def test_nothing_is_no_answer(self, challenge: IChallenge) -> None:
        assert challenge.verify(challenge.issue(), "") is False

    def test_persian_digits_are_digits(self, challenge: IChallenge, read: Read) -> None:
        issued = challenge.issue()
        typed = read(issued).translate({ord("0") + value: 0x06F0 + value for value in range(10)})
        assert challenge.verify(issued, typed) is True
