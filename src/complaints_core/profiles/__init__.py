"""An organization as data: lists, units, process, deadlines, texts and rules in a folder of its own.

`load_profile` reads and verifies such a folder; `behzisti` ships with us and is the one to copy.
"""

from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.profiles.amended import amended, draft_of, laid_over
from complaints_core.profiles.limits import LimitRule
from complaints_core.profiles.loader import load_profile, read_profile
from complaints_core.profiles.organization import Organization
from complaints_core.profiles.passwords import PasswordRules
from complaints_core.profiles.profile import Profile
from complaints_core.profiles.texts import SmsText

__all__ = [
    "HEADQUARTERS",
    "LimitRule",
    "Organization",
    "PasswordRules",
    "Profile",
    "SmsText",
    "amended",
    "draft_of",
    "laid_over",
    "load_profile",
    "read_profile",
]
