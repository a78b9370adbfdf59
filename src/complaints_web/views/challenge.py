"""The security code as picture and sound, and another one for whoever cannot read it."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.interfaces.ports import IChallenge
from complaints_web.pages import page
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest
from complaints_web.security.limits import limited_by_address


@page("challenge_another")
def another(request: SiteRequest) -> Response:
    """A new code without a new page, for the script: its id, and where to see and hear it."""
    limited_by_address(request, "challenge")
    challenge = port_of(request, IChallenge).issue()
    places = {
        kind: request.path_to(f"challenge_{kind}", challenge=challenge) for kind in ("picture", "sound")
    }
    return Response(json_body={"challenge": challenge, **places})


@page("challenge_picture")
def picture(request: SiteRequest) -> Response:
    """The digits to read."""
    challenge: IChallenge = port_of(request, IChallenge)
    return _answer(challenge.picture(request.matchdict["challenge"]), "image/png")


@page("challenge_sound")
def sound(request: SiteRequest) -> Response:
    """The digits to hear."""
    challenge: IChallenge = port_of(request, IChallenge)
    return _answer(challenge.sound(request.matchdict["challenge"]), "audio/wav")


def _answer(content: bytes | None, media_type: str) -> Response:
    if content is None:
        raise HTTPNotFound
    return Response(content, content_type=media_type)
