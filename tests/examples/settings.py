"""A site that spends no time on passwords and writes its SMS into a file."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from webtest import TestApp, TestResponse


def quick_settings(folder: Path) -> dict[str, str]:
    """Settings of a site in memory."""
    return {
        "complaints.store": "memory",
        "complaints.passwords": "fast",
        "complaints.challenge": "off",
        "complaints.sms": "spool",
        "complaints.sms.spool": str(folder / "sms.jsonl"),
        "complaints.sms.inline": "true",
    }


def addresses(page: TestResponse) -> set[str]:
    """Every path of this site that a page names: links, forms, pictures, styles, scripts."""
    named = re.findall(r'(?:href|src|action|poster)="([^"]*)"', page.text)
    whole = (urlsplit(urljoin(page.request.url, one.replace("&amp;", "&"))) for one in named if one)
    return {one.path for one in whole if one.scheme in ("http", "https")}


def fonts(site: TestApp, page: TestResponse) -> set[str]:
    """The paths of whatever the stylesheets of a page load in their turn."""
    sheets = {one for one in addresses(page) if one.endswith(".css")}
    return {
        urlsplit(urljoin(f"http://localhost{sheet}", name.strip("'\""))).path
        for sheet in sheets
        for name in re.findall(r"url\(([^)]*)\)", site.get(sheet).text)
        if not name.strip("'\"").startswith("data:")
    }
