"""The security code as picture and sound."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.interfaces.ports import IChallenge
from complaints_web.pages import page
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest


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
