"""Refusals that a person can be shown, and faults that only an operator should see.

A `Refusal` carries an English message id (see `messages`), the values for its placeholders and, where one
box of a form is to blame, the name of that field. It tells a stranger nothing that he did not type himself.
A desk raises it before it changes anything that must not be kept.
"""

from typing import Any, ClassVar, Final

from complaints_core.interfaces.messages import _

LONG_WAIT: Final = 2 * 3600
"""Seconds; a longer wait is told in hours."""


class Refusal(Exception):
    """The desk says no, in a sentence made for the person who asked."""

    message: ClassVar[str] = _("This cannot be done.")
    field: str | None = None

    def __init__(self, field: str | None = None, **values: Any) -> None:
        super().__init__(self.message)
        self.field = field or type(self).field
        self.values = values


# Accounts


class WrongLogin(Refusal):
    """National code and password do not belong together; which of the two is wrong is not said."""

    message = _("The national code or the password is not right. Please check both and try again.")
    field = "national_code"


class WrongChallenge(Refusal):
    """The security code was not read right, was used already, or is too old."""

    message = _("The security code was not right. A new one is shown; please try again.")
    field = "challenge"


class WrongCode(Refusal):
    """A one-time code from an SMS was wrong; the try is counted."""

    message = _("The code is not right. Please look at the newest SMS and try again.")
    field = "code"


class CodeExpired(Refusal):
    """A one-time code is too old, was tried too often, or was used."""

    message = _("This code is no longer valid. Ask for a new one.")
    field = "code"


class WrongOldPassword(Refusal):
    """Changing a password needs the present one."""

    message = _("The present password is not right.")
    field = "old_password"


class BornInFuture(Refusal):
    """The birth date has not come yet; there is no limit of age beside this one."""

    message = _("This birth date has not come yet. Please check the year.")
    field = "birth_date"


class WeakPassword(Refusal):
    """The password is easy to guess; the subclasses know why."""

    message = _("This password is easy to guess. Please choose another one.")
    field = "password"


class ShortPassword(WeakPassword):
    """The password has fewer characters than the profile asks for."""

    message = _("The password needs at least {least} characters.")


class PersonalPassword(WeakPassword):
    """The password is made of the person's own data."""

    message = _("The password must not contain your name, codes, phone number or birth date.")


class RegistrationNotFound(Refusal):
    """A sign-up was not begun here, or waited too long for its code."""

    message = _("This sign-up has waited too long. Please fill in the form once more.")


class TooManyTries(Refusal):
    """An attempt limit is reached; `retry_after` is the whole number of seconds to wait."""

    message = _("Too many tries. Please wait {minutes} minutes and try again.")

    def __init__(self, retry_after: int) -> None:
        super().__init__(minutes=max(1, -(-retry_after // 60)))
        self.retry_after = retry_after

    @classmethod
    def for_seconds(cls, retry_after: int) -> "TooManyTries":
        """Answer the refusal that tells a wait as people count it: in minutes, a long one in hours."""
        return (LongWait if retry_after > LONG_WAIT else cls)(retry_after)


class LongWait(TooManyTries):
    """A limit that holds for many hours is reached, such as that of complaints in a day."""

    message = _("You have reached the limit for now. Please come back in {hours} hours.")

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.values = {"hours": -(-retry_after // 3600)}


# Complaints and reports


class DetailsIncomplete(Refusal):
    """A complaint needs the citizen's details first; `missing` holds the names of the empty fields."""

    message = _("Please complete your personal details first.")

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__()
        self.missing = missing


class NotFound(Refusal):
    """There is no such thing, or it is not for this person: the two look the same."""

    message = _("We could not find this.")


class StepNotAllowed(Refusal):
    """The complaint does not stand where this step could be taken."""

    message = _("This is not possible for the complaint as it stands now.")


class SubmissionKeyMissing(Refusal):
    """A form was sent without the single-use key that guards against filing twice."""

    message = _("This page is out of date. Please check your words and send them again.")


class WrongReceipt(Refusal):
    """The receipt that was typed opens nothing."""

    message = _("No report was found with this receipt. Please check the 16 digits.")
    field = "receipt"


# Staff


class WrongStaffLogin(Refusal):
    """User name and password do not belong together, or the person works here no more."""

    message = _("The user name or the password is not right.")
    field = "username"


class WrongSecondFactor(Refusal):
    """The six digits are wrong, old, or were used already."""

    message = _("These digits are not right, or were used already. Please wait for the next ones.")
    field = "totp"


class SamePassword(WeakPassword):
    """The new password is the present one."""

    message = _("This is the password you have now. Please choose another one.")


class FactorExpired(Refusal):
    """The key of the authenticator that was shown is too old."""

    message = _("This page was open for too long. Please log in once more and begin again.")


class UnknownUnit(Refusal):
    """There is no such unit, or the complaint is there already."""

    message = _("Please choose another unit.")
    field = "unit"


class UnknownColleague(Refusal):
    """Nobody of this name can answer for this complaint."""

    message = _("Please choose a colleague who may handle this complaint.")
    field = "staff"


# Files


class FileRefused(Refusal):
    """One file cannot be taken; `name` is its name as the person knows it."""

    message = _("The file {name} cannot be accepted.")
    field = "attachments"


class EmptyFile(FileRefused):
    """The file has no bytes."""

    message = _("The file {name} is empty. Please choose it again.")


class FileTooLarge(FileRefused):
    """The file is larger than one file may be; `most` in bytes."""

    message = _("The file {name} is too large; a file may have at most {most}.")


class FilesTooLarge(FileRefused):
    """All files together are larger than they may be; `most` in bytes."""

    message = _("The files are too large together; at most {most} in all.")


class TooManyFiles(FileRefused):
    """More files than one complaint may have."""

    message = _("At most {most} files can be attached.")


class KindNotAllowed(FileRefused):
    """The content is none of the kinds that are taken, whatever its name says."""

    message = _("The file {name} is not of a kind we can accept. Please send a PDF, JPEG or PNG.")


class UnreadablePicture(FileRefused):
    """The picture is broken, or has more pixels than we open."""

    message = _("The picture {name} cannot be opened, or is too large. Please send a smaller one.")


class FileNotReady(Refusal):
    """The file is still being looked at, or was refused when it was."""

    message = _("This file is still being checked. Please try again in a few minutes.")


# Faults, never shown to a citizen


class AlreadyThere(Exception):
    """A store was asked to add what it has already."""


class SettingError(Exception):
    """A setting is missing or wrong; says which one and why in one sentence."""

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting


class ProfileError(Exception):
    """A profile is broken; every line names file and key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SmsTemporary(Exception):
    """The gateway did not take the message now; it may be sent again."""


class SmsPermanent(Exception):
    """The gateway will never take this message."""


class ScannerUnavailable(Exception):
    """The virus scanner gave no verdict; the file stays hidden."""
