"""The stylesheet holds to its own rules: directions, colours and reasons."""

import re
from importlib.resources import files
from itertools import product

import pytest

STATIC = files("complaints_web") / "static"
SHEET = "\n".join(
    (STATIC / name).read_text(encoding="utf-8") for name in ("site.css", "work.css", "figures.css")
)
BARE = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.S)
BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
TOKENS = re.compile(r"(--[\w-]+):\s*([^;]+);")
ROOT = re.compile(r":root\s*\{([^}]*)\}")

PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border)-(?:left|right|top|bottom)\b|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height))\s*:"
    r"|(?:text-align|float|clear):\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:black|white|red|green|gr[ae]y)\b", re.I)

TEXT_ON_GROUND = [
    *product(("ink", "ink-soft", "brand", "brand-deep"), ("ground", "surface", "surface-deep")),
    *product(("ink", "brand", "brand-deep"), ("brand-ground",)),
    *(
        (tone, ground)
        for tone in ("wait", "wrong", "done")
        for ground in (f"{tone}-ground", "surface", "ground")
    ),
    *product(("ink",), ("wait-ground", "wrong-ground", "done-ground")),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("hero-ink", "hero"),
    ("hero-soft", "hero"),
]
EDGE_ON_GROUND = [
    *product(("line-field", "focus"), ("ground", "surface")),
    ("wrong", "wrong-ground"),
    ("brand", "brand-ground"),
]


def test_only_logical_properties_so_that_persian_and_english_share_the_sheet() -> None:
    rules = [
        (select.strip(), body)
        for select, body in BLOCK.findall(BARE)
        if not select.strip().startswith("@page")
    ]
    assert [(select, found.group()) for select, body in rules if (found := PHYSICAL.search(body))] == []


def test_important_stands_only_where_a_rule_must_win_over_all() -> None:
    """What is hidden stays hidden, and what shall be still is still, whatever another rule says."""
    for select, body in BLOCK.findall(BARE):
        for line in body.split(";"):
            hides = line.strip() == "display: none !important" or select.strip() == "*"
            assert "!important" not in line or hides, f"{select.strip()}: {line.strip()}"


def test_colours_are_named_in_the_tokens_and_nowhere_else() -> None:
    for select, body in BLOCK.findall(BARE):
        if ":root" not in select:
            assert COLOUR.search(body) is None, f"{select.strip()}: {body.strip()}"


def test_every_token_that_is_used_is_defined_and_the_other_way_round() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", BARE))
    defined = {name for name, _value in TOKENS.findall(BARE)}
    assert used - defined == set()
    assert defined - used == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: str) -> None:
    assert _contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_edges_of_fields_and_the_ring_of_the_focus_stand_out(edge: str, ground: str, theme: str) -> None:
    assert _contrast(theme, edge, ground) >= 3


def _contrast(theme: str, one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two tokens."""
    tokens = _tokens(theme)
    light, dark = sorted((_luminance(tokens, one), _luminance(tokens, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _tokens(theme: str) -> dict[str, str]:
    light, dark = (dict(TOKENS.findall(block)) for block in ROOT.findall(BARE)[:2])
    return light if theme == "light" else {**light, **dark}


def _luminance(tokens: dict[str, str], name: str) -> float:
    value = tokens[f"--{name}"].strip()
    if value.startswith("var("):
        return _luminance(tokens, value[6:-1])
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
