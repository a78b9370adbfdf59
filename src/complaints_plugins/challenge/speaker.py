"""Speaks digits, one recorded sound each, with pauses and a soft hiss."""

import io
import random
import wave
from functools import cache
from operator import add
from pathlib import Path

RATE = 11025
"""Samples a second; each is one byte around 128, in one channel."""
VOICE = Path(__file__).parent / "assets" / "voice"
"""Where the voice is looked for: `1.wav` to `9.wav`, as `challenge.voice` makes them."""

_SILENCE = 128
_PAUSES = (0.5, 0.9)  # seconds
_HISS = 3  # to either side of silence
_LOUDNESSES = [min(max(level - _SILENCE, 0), 255) for level in range(2 * 256)]


class Speaker:
    """Speaks with the voice of one folder; without one it says nothing."""

    def __init__(self, folder: Path = VOICE) -> None:
        self._sounds = {file.stem: _read(file) for file in sorted(folder.glob("?.wav"))}

    def speak(self, digits: str, seed: bytes) -> bytes | None:
        """Answer a WAV; None where a digit has no sound. The same seed gives the same sound."""
        if not set(digits) <= self._sounds.keys():
            return None
        noise = random.Random(seed)  # noqa: S311 - it decides pauses and hiss; the seed is keyed
        spoken = _pause(noise) + b"".join(self._sounds[digit] + _pause(noise) for digit in digits)
        return _wav(_mixed(spoken, noise))


@cache
def installed_speaker() -> Speaker:
    """Answer the speaker with the installed voice, read once."""
    return Speaker()


def _pause(noise: random.Random) -> bytes:
    return bytes([_SILENCE]) * round(noise.uniform(*_PAUSES) * RATE)


def _mixed(spoken: bytes, noise: random.Random) -> bytes:
    levels = bytes(_SILENCE - _HISS + level % (2 * _HISS + 1) for level in range(256))
    hiss = noise.randbytes(len(spoken)).translate(levels)
    return bytes(map(_LOUDNESSES.__getitem__, map(add, spoken, hiss)))


def _read(file: Path) -> bytes:
    with wave.open(str(file)) as sound:
        form = sound.getnchannels(), sound.getsampwidth(), sound.getframerate()
        if form != (1, 1, RATE):
            raise ValueError(f"{file}: one channel of one byte at {RATE} a second is needed, not {form}")
        samples: bytes = sound.readframes(sound.getnframes())
    return samples


def _wav(samples: bytes) -> bytes:
    written = io.BytesIO()
    write(written, samples)
    return written.getvalue()


def write(target: io.BytesIO | str, samples: bytes) -> None:
    """Write samples as a WAV."""
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples)
