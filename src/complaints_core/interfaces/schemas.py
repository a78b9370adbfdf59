"""What people type, and what the office keeps.

One field here is its label, hint, limits and reading in HTML forms, JSON and sheets alike. Which fields must
be filled is the profile's to say (`profile.required`); `required=True` here means that nothing works without.
What may be typed and what is kept are two schemas, so that a status or a date can never be posted.
Fields stand here in the order of their pages: what is wrong with a form is told in this order.
"""

from typing import Any

from zope.interface import Attribute, Interface
from zope.schema import Date, Datetime, Int, TextLine

from complaints_core.interfaces.fields import (
    BirthDate,
    Code,
    CodeLine,
    DigitsLine,
    EmailLine,
    LandlineLine,
    Line,
    LongText,
    Misread,
    MobileLine,
    NationalCodeLine,
    PostalCodeLine,
    Scale,
    Secret,
    YesNo,
)
from complaints_core.interfaces.messages import _


class IIdentity(Interface):
    """Who a citizen is; fixed once the account exists."""

    first_name = Line(title=_("First name"), max_length=60)
    last_name = Line(title=_("Last name"), max_length=80)
    national_code = NationalCodeLine(
        title=_("National code"),
        max_length=30,
        description=_("Ten digits; write the zeros at the beginning too."),
    )
    birth_date = BirthDate(title=_("Birth date"), parts=("birth_day", "birth_month", "birth_year"))


class IDetails(Interface):
    """What a citizen may change later (مشخصات فردی)."""

    father_name = Line(title=_("Father's name"), max_length=60, required=False)
    gender = Code(title=_("Gender"), list_name="gender", required=False)
    personnel_status = Code(
        title=_("Your relation to the organization"), list_name="personnel_status", required=False
    )
    employment_status = Code(title=_("Employment status"), list_name="employment_status", required=False)
    education_level = Code(title=_("Education"), list_name="education_level", required=False)
    mobile = MobileLine(
        title=_("Mobile number"),
        max_length=30,
        description=_("We send confirmation and news by SMS to this number."),
    )
    landline = LandlineLine(
        title=_("Landline number"),
        max_length=30,
        required=False,
        description=_("With the area code, for example 021 8877 6655."),
    )
    email = EmailLine(title=_("E-mail"), max_length=254, required=False)
    wants_sms = YesNo(
        title=_("News by SMS"),
        answers=(_("Yes, send me an SMS"), _("No, send me none")),
        description=_(
            "Without SMS you see questions and deadlines only here. Codes you ask for and warnings are sent."
        ),
    )
    province = Code(title=_("Province"), list_name="province", required=False)
    county = Code(title=_("County"), list_name="county", required=False)
    postal_code = PostalCodeLine(
        title=_("Postal code"), max_length=30, required=False, description=_("Ten digits, without a hyphen.")
    )
    address = LongText(title=_("Address"), max_length=500, required=False)


class IOneTimeCode(Interface):
    """The box for a code from an SMS."""

    code = DigitsLine(title=_("Code from the SMS"), length=6, max_length=30)


class IPresentPassword(Interface):
    """The password that is known."""

    old_password = Secret(title=_("Present password"), max_length=1000)


class INewPassword(Interface):
    """A password chosen twice."""

    password = Secret(
        title=_("Password"),
        max_length=128,
        description=_("At least 8 characters. Not your name, phone number or birth date."),
    )
    password_repeat = Secret(title=_("Password once more"), max_length=128)


def same_twice(typed: Any) -> None:
    """Raise Misread unless both boxes hold the same password."""
    if typed.password != typed.password_repeat:
        raise Misread(_("The two passwords are not the same."), field="password_repeat")


# Set from outside: in the class it would count as something that a password has to have.
INewPassword.setTaggedValue("invariants", [same_twice])


class IRegistration(IIdentity, IDetails, INewPassword):
    """The sign-up form of the guide: seventeen facts and a password."""


class ICitizen(IIdentity, IDetails):
    """A citizen as the office keeps him."""

    key = TextLine(title="Opaque key of the citizen in the stores")
    password_hash = TextLine(title="Password hash")
    registered_at = Datetime(title="When the account was made (UTC)")
    login_epoch = Int(title="Grows when every login must end")


class ILogin(Interface):
    """The login form."""

    national_code = NationalCodeLine(title=_("National code"), max_length=30)
    password = Secret(title=_("Password"), max_length=1000)


class IPasswordChange(IPresentPassword, INewPassword):
    """Change of password by somebody who knows the present one."""


class IRecoverySearch(Interface):
    """The two facts that begin a recovery."""

    national_code = NationalCodeLine(title=_("National code"), max_length=30)
    birth_date = BirthDate(title=_("Birth date"), parts=("birth_day", "birth_month", "birth_year"))


class IRecoveryFinish(IOneTimeCode, INewPassword):
    """The end of a recovery: the code from the SMS and a password of the citizen's own choice."""


class IComplaintDraft(Interface):
    """What a citizen types to complain; files travel beside it."""

    subject = Code(title=_("Subject of the complaint"), list_name="subject")
    kind = Code(
        title=_("Which office it concerns"),
        list_name="kind",
        description=_("The provincial office, or the headquarters in Tehran."),
    )
    center = CodeLine(title=_("Code of the center"), max_length=40, required=False)
    center_name = Line(
        title=_("Name of the center"),
        max_length=150,
        required=False,
        description=_("If it is about a care center. Begin to type, or write the name freely."),
    )
    accused_first_name = Line(title=_("First name of the person"), max_length=60, required=False)
    accused_last_name = Line(title=_("Last name of the person"), max_length=80, required=False)
    description = LongText(
        title=_("What happened"),
        max_length=5000,
        min_length=10,
        description=_("Who did what, where and when? Plain words are enough."),
    )


class IComplaint(IComplaintDraft):
    """A complaint as the office keeps it."""

    code = TextLine(title="Tracking code: twelve digits")
    citizen = TextLine(title="Key of the citizen who complains")
    unit = TextLine(title="Code of the unit that owns it")
    status = TextLine(title="Code of the status in the process")
    submitted_at = Datetime(title="When it was filed (UTC)")
    due = Date(title="Day by which it must be answered", required=False)
    attachments = Attribute("tuple of Attachment")
    messages = Attribute("tuple of Message: the conversation, oldest first")
    history = Attribute("tuple of Event: append-only, oldest first")


class IStaffLogin(Interface):
    """The first step of the login of staff."""

    username = Line(title=_("User name"), max_length=40)
    password = Secret(title=_("Password"), max_length=1000)


class ISecondFactorEntry(Interface):
    """The second step: six digits of the authenticator, or a recovery code."""

    totp = Line(
        title=_("Digits of your authenticator"),
        max_length=40,
        description=_("Six digits. Without your phone, one of your recovery codes."),
    )


class IFirstDigits(Interface):
    """The first digits of an authenticator that was just set up."""

    totp = Line(title=_("Digits that the app shows now"), max_length=40, description=_("Six digits."))


class IReferral(Interface):
    """Which unit shall handle a complaint, and why."""

    unit = CodeLine(title=_("Unit"), max_length=20)
    reason = LongText(title=_("Reason"), max_length=2000, min_length=5)


class IStaffText(Interface):
    """A question, a note."""

    text = LongText(title=_("Text"), max_length=5000, min_length=2)


class IReply(Interface):
    """A message of the citizen in the conversation."""

    text = LongText(title=_("Your message"), max_length=3000, min_length=2)


class IReason(Interface):
    """Why a complaint is withdrawn or an answer objected to."""

    reason = LongText(title=_("Reason"), max_length=2000, min_length=5)


class IRating(Interface):
    """How the citizen liked the handling."""

    score = Scale(
        title=_("How was your complaint handled?"),
        steps=(_("Very badly"), _("Badly"), _("So-so"), _("Well"), _("Very well")),
    )
    comment = LongText(title=_("Comment"), max_length=1000, required=False)


class IMisconductDraft(Interface):
    """A report of misconduct, without an account."""

    topic = Code(title=_("What the report is about"), list_name="misconduct_topic")
    province = Code(title=_("Province"), list_name="province", required=False)
    center_name = Line(title=_("Place or center"), max_length=150, required=False)
    description = LongText(title=_("What you saw or know"), max_length=10000, min_length=10)


class IReporterIdentity(Interface):
    """Who reports, if he wishes to say so; kept apart from the report."""

    first_name = Line(title=_("First name"), max_length=60, required=False)
    last_name = Line(title=_("Last name"), max_length=80, required=False)
    mobile = MobileLine(title=_("Mobile number"), max_length=30, required=False)


class IMisconductForm(IMisconductDraft, IReporterIdentity):
    """The form of a report: what happened, and who says so if he wishes."""


class IReceiptEntry(Interface):
    """The box for the sixteen digits of a misconduct receipt."""

    receipt = DigitsLine(
        title=_("Receipt"), length=16, max_length=40, description=_("Sixteen digits, with or without spaces.")
    )
