"""The site: thin over `complaints_core`. `main` makes the whole application, `includeme` brings it into
another.

    config.include("complaints_web", route_prefix="/complaints")

Read `routes` for the addresses, `plugins` for what stands behind the ports, `request` for what a page may
ask, `views` for the pages.
"""

import os
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError, ConfigurationExecutionError
from pyramid.router import Router

from complaints_core.domain.files import FileRules
from complaints_core.interfaces.errors import SettingError
from complaints_core.profiles import load_profile
from complaints_web.background import work_of
from complaints_web.database import open_store
from complaints_web.environment import completed
from complaints_web.operation.including import include_operation
from complaints_web.operation.observing import start_log
from complaints_web.place import include_place
from complaints_web.plugins import OWN, include_own, include_plugins
from complaints_web.ports import add_port, check_ports
from complaints_web.rendering import include_templates
from complaints_web.request import include_request
from complaints_web.routes import add_routes
from complaints_web.security.citizens import include_security
from complaints_web.security.refusals import include_refusals
from complaints_web.security.staff import include_staff_security
from complaints_web.settings import Settings, whole
from complaints_web.site import KEY, Site
from complaints_web.thread import Worker
from complaints_web.traffic.including import include_traffic


def main(global_config: Any = None, **settings: Any) -> Router:
    """Answer the WSGI application (an entry point of PasteDeploy); `${NAME}` in a setting comes from the
    environment. Raises SettingError for a wrong ini line."""
    here = (global_config or {}).get("here", ".")
    config = Configurator(settings=completed(settings, here, os.environ))
    config.include("complaints_web")
    include_own(config, config.get_settings().get(OWN, ""))
    config.set_default_csrf_options(require_csrf=True)
    start_log(config.registry)
    try:
        return config.make_wsgi_app()
    except ConfigurationConflictError as both:
        raise SettingError(OWN, "two of them stand behind one port") from both
    except ConfigurationExecutionError as stopped:
        if isinstance(stopped.evalue, SettingError):
            raise stopped.evalue from None
        raise


def includeme(config: Configurator) -> None:
    """Bring the site into an application: its routes, plug-ins and pages, and its error pages for what lies
    below its prefix."""
    settings = Settings.read(config.get_settings())
    site = make_site(settings)
    config.registry[KEY] = site
    include_place(config)
    _include_transactions(config)
    include_operation(config, settings)
    config.add_directive("add_port", add_port)
    include_plugins(config, site)
    include_security(config, settings)
    include_staff_security(config)
    include_request(config)
    include_refusals(config)
    include_templates(config)
    include_traffic(config)
    _include_pages(config, development=not settings.production)
    check_ports(config)


def make_site(settings: Settings) -> Site:
    """Put together what lives as long as the process; raises SettingError, ProfileError."""
    profile = load_profile(settings.profile)
    return Site(settings, profile, file_rules(settings, profile.files), open_store(settings))


def file_rules(settings: Settings, rules: FileRules) -> FileRules:
    """Answer the profile's rules for files, as far as no setting says otherwise."""

    def most(name: str, default: int) -> int:
        return whole(settings.raw, f"complaints.attachments.{name}", default)

    return replace(
        rules,
        max_files=most("max_files", rules.max_files),
        max_bytes=most("max_bytes", rules.max_bytes),
        max_total_bytes=most("max_total_bytes", rules.max_total_bytes),
    )


def start_worker(app: Router) -> Worker:
    """Start the thread that sends messages beside the pages; the caller stops it."""
    worker = Worker(work_of(app.registry))
    worker.start()
    return worker


def _include_transactions(config: Configurator) -> None:
    settings = config.get_settings()
    settings.setdefault("tm.manager_hook", "pyramid_tm.explicit_manager")
    settings.setdefault("retry.attempts", 5)
    settings.setdefault("retry.activate_hook", "complaints_web.traffic.uploads.attempts")
    config.include("pyramid_tm")
    config.include("pyramid_retry")


def _include_pages(config: Configurator, *, development: bool) -> None:
    add_routes(config, development=development)
    for module in (
        "home",
        "account",
        "citizen",
        "filing",
        "conversation",
        "misconduct",
        "export",
        "password",
        "staff",
        "admin",
        "recovery",
        "challenge",
        "health",
        "errors",
        *(("development",) if development else ()),
    ):
        config.scan(f"complaints_web.views.{module}")


__all__ = ["SettingError", "file_rules", "includeme", "main", "make_site", "start_worker"]
