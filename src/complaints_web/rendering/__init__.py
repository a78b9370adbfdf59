"""Pages from templates: one Jinja environment for each language, so that macros stay cached without a
context. A page is made of a dozen templates, and whatever Jinja looks up for each is paid by every page."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, StrictUndefined
from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.request import Request
from pyramid.response import Response
from pyramid.threadlocal import get_current_request

from complaints_core.domain.lists import Label
from complaints_core.domain.tracking import TrackingCode
from complaints_web.languages import Language, languages
from complaints_web.rendering.sentences import Sentences
from complaints_web.rendering.templating import simplify
from complaints_web.routes import PREFIX
from complaints_web.site import site_of

STATIC: Final = PREFIX + "static"
FOREVER: Final = 365 * 24 * 3600


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the first page to this one."""

    title: str
    url: str


@dataclass(frozen=True)
class PageHead:
    """Title of a page, and the way to it."""

    title: str
    crumbs: tuple[Crumb, ...] = ()


def include_templates(config: Configurator) -> None:
    """Make the environments; pyramid_jinja2 finds templates and reloads them in development."""
    config.include("pyramid_jinja2")
    config.add_static_view("static", "complaints_web:static", cache_max_age=FOREVER)
    config.registry[STATIC] = f"/{config.route_prefix}/static/" if config.route_prefix else "/static/"
    for language in languages().values():
        extension = _extension(language)
        config.add_jinja2_renderer(extension, settings_prefix="complaints.jinja2.")
        config.add_jinja2_search_path("complaints_web:templates", name=extension)
        config.action(
            ("complaints environment", language.code),
            _prepare,
            args=(config, language),
            order=1,
        )


def render(
    request: Request,
    template: str,
    title: str,
    *,
    status: int = 200,
    crumbs: tuple[Crumb, ...] = (),
    **values: Any,
) -> Response:
    """Answer a page: `template` below templates/, `title` a message id, `values` what the template names."""
    language: Language = request.language
    environment: Environment = request.registry[environment_key(language)]
    text = environment.get_template(template).render(
        request=request,
        path=request.path_to,
        page=PageHead(language.gettext(title), crumbs),
        organization=_organization(request, language),
        citizen=values.pop("citizen") if "citizen" in values else request.citizen,
        csrf_token=get_csrf_token(request),
        toast=values.pop("toast", None) or _toast(request),
        **values,
    )
    return Response(text, status=status, content_type="text/html", charset="utf-8")


def _toast(request: Request) -> str:
    flashed = request.session.pop_flash() if "_f_" in request.session else []
    return request.language.gettext(flashed[-1]) if flashed else ""


def _organization(request: Request, language: Language) -> Mapping[str, str]:
    return _organization_in(site_of(request.registry).profile, language.code)


@cache
def _organization_in(profile: Any, code: str) -> Mapping[str, str]:
    facts = profile.organization
    texts = {
        name: getattr(facts, name)
        for name in ("name", "short_name", "purpose", "hotline", "emergency", "counsel")
    }
    return {name: value.text(code) if isinstance(value, Label) else value for name, value in texts.items()}


def _prepare(config: Configurator, language: Language) -> None:
    environment = config.get_jinja2_environment(name=_extension(language))
    environment.undefined = StrictUndefined
    simplify(environment)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals = {
        "_": language.gettext,
        "ngettext": language.ngettext,
        "language": _Facts(language, next(one for one in languages().values() if one is not language)),
        "static": static_path,
        "range": range,
        "dict": dict,
    }
    environment.add_extension(Sentences)
    environment.filters.update(
        digits=language.digits,
        jalali=language.jalali,
        jalali_numeric=language.jalali_numeric,
        moment=language.moment,
        filesize=language.filesize,
        fours=lambda code: language.digits(TrackingCode(code).grouped),
        apart="\u2068{}\u2069".format,  # typed words inside a sentence of ours: each in its own direction
        label=lambda label: label.text(language.code),
    )
    config.registry[environment_key(language)] = environment


@dataclass(frozen=True)
class _Facts:
    """What a template may ask of its language."""

    language: Language
    other: Language

    @property
    def code(self) -> str:
        return self.language.code

    @property
    def direction(self) -> str:
        return self.language.direction


def static_path(name: str) -> str:
    """Answer the address of a static file with a fingerprint of its content, so that it may be kept for ever.

    Macros are rendered without a context; so the request, and where the site is mounted, come from
    Pyramid."""
    request = get_current_request()
    return f"{request.script_name}{request.registry[STATIC]}{name}?v={_fingerprint(name)}"


@cache
def _fingerprint(name: str) -> str:
    content = (files("complaints_web") / "static" / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def _extension(language: Language) -> str:
    return f".{language.code}.jinja2"


def environment_key(language: Language) -> str:
    """Answer where the registry keeps the templates of a language."""
    return f"{PREFIX}environment.{language.code}"
