"""Make the voice of the security code: `python -m complaints_plugins.challenge.voice [FOLDER]`.

Run once when the site is installed, where espeak-ng is at hand; the sounds are not kept with the source.
Without espeak-ng the site works, but offers no sound: that is said, and is no failure.
"""

import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path

from complaints_plugins.challenge.speaker import RATE, VOICE, write
from complaints_plugins.challenge.tickets import ALPHABET

LANGUAGE = "fa"
SPEED = "130"
"""Words a minute."""

_QUIET = 400  # of 32767: what lies below it at either end is no speech
_LOUDEST = 110  # of 127
_SILENCE = 128


def make(espeak: str, folder: Path = VOICE) -> list[Path]:
    """Record every digit of a challenge with this espeak-ng; answers the files.

    Raises CalledProcessError where espeak-ng fails, as it does without its Persian voice.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{digit}.wav" for digit in ALPHABET]
    for file in files:
        write(str(file), reduced(_recorded(espeak, file.stem)))
    return files


def reduced(samples: "array[int]") -> bytes:
    """Turn speech of two bytes a sample, at twice our rate, into speech of one byte at ours: without the
    silence around it, as loud as it goes, and a quarter as large for people who pay for each byte."""
    halved = [(first + second) // 2 for first, second in zip(samples[::2], samples[1::2], strict=False)]
    spoken = [place for place, sample in enumerate(halved) if abs(sample) > _QUIET]
    if not spoken:
        return b""
    heard = halved[spoken[0] : spoken[-1] + 1]
    loudest = max(map(abs, heard))
    return bytes(_SILENCE + sample * _LOUDEST // loudest for sample in heard)


def main(arguments: list[str] | None = None) -> int:
    """Make the voice, or say why there is none."""
    words = sys.argv[1:] if arguments is None else arguments
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        sys.stdout.write("espeak-ng is not installed: the security code will be shown, but not spoken.\n")
        return 0
    files = make(espeak, Path(words[0]) if words else VOICE)
    sys.stdout.write(f"{len(files)} digits spoken into {files[0].parent}\n")
    return 0


def _recorded(espeak: str, digit: str) -> "array[int]":
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "digit.wav"
        # None of the words comes from outside.
        subprocess.run([espeak, "-v", LANGUAGE, "-s", SPEED, "-w", str(file), digit], check=True)  # noqa: S603
        with wave.open(str(file)) as sound:
            form = sound.getnchannels(), sound.getsampwidth(), sound.getframerate()
            if form != (1, 2, 2 * RATE):
                raise ValueError(f"espeak-ng wrote sound of another form: {form}")
            return array("h", sound.readframes(sound.getnframes()))


if __name__ == "__main__":
    sys.exit(main())
