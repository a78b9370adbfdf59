"""Persian text, Jalali dates and Iranian identifiers; usable alone, without the rest of `complaints_core`.

Text has three levels, and they are never mixed:

- `clean` / `clean_line` make what is **stored**: one way of writing each letter, nothing invisible,
  and still what the person wrote (half-spaces and hamza stay).
- `fold` makes what is **compared or searched**: two spellings which a reader takes for the same word are
  equal. `name_key` is the same without spaces, `person_key` without titles, too; `sort_key` puts words in
  the order of the Persian alphabet.
- `digits` turns Persian and Arabic digits into ASCII, **before** any code, number or date is validated;
  `persian_digits` turns them back for the reader.

Dates come and go as Gregorian `datetime.date`; a Jalali date is a plain `JalaliDate` tuple and never a
library's object. Identifiers are strings with a checked door, `parse`, and ways to show and to hide them.
Whatever a person may type wrong raises a subclass of `Unreadable`, which carries a message id and its values.
"""

from complaints_core.persian.errors import Unreadable
from complaints_core.persian.identifiers import (
    Email,
    ForeignCode,
    Identifier,
    Landline,
    Mobile,
    NationalCode,
    PostalCode,
)
from complaints_core.persian.jalali import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    JalaliDate,
    format_jalali,
    from_jalali,
    from_tehran,
    is_leap,
    month_length,
    parse_jalali,
    tehran,
    tehran_day,
    to_jalali,
    weekday,
)
from complaints_core.persian.names import person_key
from complaints_core.persian.sorting import sort_key
from complaints_core.persian.text import (
    clean,
    clean_line,
    digits,
    fold,
    name_key,
    persian_digits,
    secret,
)

__all__ = [
    "FIRST_DAY",
    "FIRST_YEAR",
    "LAST_DAY",
    "LAST_YEAR",
    "Email",
    "ForeignCode",
    "Identifier",
    "JalaliDate",
    "Landline",
    "Mobile",
    "NationalCode",
    "PostalCode",
    "Unreadable",
    "clean",
    "clean_line",
    "digits",
    "fold",
    "format_jalali",
    "from_jalali",
    "from_tehran",
    "is_leap",
    "month_length",
    "name_key",
    "parse_jalali",
    "persian_digits",
    "person_key",
    "secret",
    "sort_key",
    "tehran",
    "tehran_day",
    "to_jalali",
    "weekday",
]
