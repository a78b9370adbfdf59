"""Persian-looking text in which nobody says anything: invented words, as unevenly frequent as real ones."""

from random import Random

CONSONANTS = "بپتجچخدرزژسشفقکگلمنوهی"
VOWELS = ("", "ا", "و", "ی")
VOCABULARY = 20_000
MOST = 12_500
"""How often the most frequent word lies in the heap from which text is drawn; the rarest lies there once."""
LETTERS = 1_000
"""Of a complaint: about 2 KiB in UTF-8."""


class Writer:
    """Writes text and names; the same seed writes the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = sorted({self.name() for _ in range(VOCABULARY)}, key=lambda word: (len(word), word))
        # Zipf: the second word stands half as often as the first, the third a third as often. Drawing from a
        # heap in which each word lies that often is much quicker than drawing by weights.
        self._heap = [
            word for rank, word in enumerate(self._words, 1) for _ in range(max(1, round(MOST / rank)))
        ]

    def ranked(self, rank: int) -> str:
        """Answer the word that stands at a place when the most frequent is the first, counted from 0."""
        return self._words[rank]

    def name(self) -> str:
        """Invent one word of two to four syllables."""
        syllables = self._random.randint(2, 4)
        return "".join(
            self._random.choice(CONSONANTS) + self._random.choice(VOWELS) for _ in range(syllables)
        )

    def text(self, letters: int = LETTERS) -> str:
        """Write sentences of about so many letters."""
        written: list[str] = []
        while sum(map(len, written)) + len(written) < letters:
            words = self._random.choices(self._heap, k=self._random.randint(6, 18))
            written.append(" ".join(words) + ".")
        return " ".join(written)
