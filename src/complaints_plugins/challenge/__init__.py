"""The security code, as a picture and as a sound.

It only makes a machine's work dear; what keeps machines out are the attempt limits. So the picture is drawn
to be read by tired eyes on a small screen, and whoever cannot see it can hear it.

- `tickets` issues ids that carry everything: nothing is stored until an answer is tried.
- `painter` draws, `speaker` speaks, both the same for the same id.
- `image` joins them into the plug-in; `off` is its stand-in for tests.
- `python -m complaints_plugins.challenge.voice` makes the voice, once, where espeak-ng is installed.
"""

from complaints_core.interfaces.ports import IClock, IPendingStore
from complaints_plugins.challenge.image import ImageChallenge
from complaints_plugins.challenge.off import OffChallenge
from complaints_plugins.settings import Settings, choice, refuse_in_production

__all__ = ["ImageChallenge", "OffChallenge", "challenge_from_settings"]

SETTING = "complaints.challenge"


def challenge_from_settings(
    settings: Settings, secret: bytes, pending: IPendingStore, clock: IClock
) -> ImageChallenge | OffChallenge:
    """Answer the plug-in that `complaints.challenge` names; raises SettingError.

    Cheap enough for every request, as `pending` may belong to one: font and voice are read once a process.
    """
    if choice(settings, SETTING, "image", among=("image", "off")) == "image":
        return ImageChallenge(secret, pending, clock)
    refuse_in_production(settings, SETTING, "off")
    return OffChallenge()
