"""Bring the catalogues up to date with the code: `python -m complaints_web.scripts.catalogues`.

Sentences that are new arrive without a translation, for a translator to fill in; sentences that the code no
longer says go. Run it from a checkout: an installed site needs its catalogues, not their source.
"""

import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE: Final = Path(__file__).resolve().parents[2]
"""The folder that holds the three packages."""
LOCALE: Final = SOURCE / "complaints_web" / "locale"
METHODS: Final = (("**.py", "python"), ("**/templates/**.jinja2", "jinja2"))
KEYWORDS: Final = {"_": None, "ngettext": (1, 2)}
WIDTH: Final = 110


def said(source: Path = SOURCE) -> Catalog:
    """Answer every sentence that code and templates mark, with the files that say it."""
    catalogue = Catalog()
    for file, _line, message, comments, context in extract_from_dir(
        source, method_map=list(METHODS), keywords=KEYWORDS
    ):
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def catalogue_file(language: str) -> Path:
    """Answer the place of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "complaints.po"


def read_catalogue(language: str) -> Catalog:
    """Read the catalogue of a language, obsolete sentences included."""
    with catalogue_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def update(language: str) -> list[str]:
    """Write the catalogue of a language anew, in the order of the sentences, so that code which moves moves
    none of them; answers those that have no translation yet."""
    catalogue = read_catalogue(language)
    catalogue.update(said(), no_fuzzy_matching=True, update_creation_date=False)
    with catalogue_file(language).open("wb") as stream:
        write_po(
            stream,
            catalogue,
            width=WIDTH,
            sort_output=True,
            ignore_obsolete=True,
            include_previous=False,
            include_lineno=False,
        )
    return [str(message.id) for message in catalogue if message.id and not message.string]


def main() -> int:
    """Update every catalogue and list what waits for a translator; 1 while anything does."""
    languages = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())
    waiting = {language: update(language) for language in languages}
    for language, sentences in waiting.items():
        print(f"{language}: {len(sentences)} sentences wait for a translation")
        for sentence in sentences:
            print(f"  {sentence}")
    return int(any(waiting.values()))


if __name__ == "__main__":
    sys.exit(main())
