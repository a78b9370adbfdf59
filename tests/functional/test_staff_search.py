"""Search as staff see it: words, codes and filters, the way from page to page, never what is not theirs."""

import pytest
from webtest import TestApp, TestResponse

from complaints_web.background import work_of
from tests.functional.colleague import Colleague, codes_in
from tests.functional.conftest import Keep
from tests.functional.person import Person, mistakes_of

DARK = "چراغ راهرو شکسته است و هيچ‌كس نمی‌آید"
PAGE = "/staff/complaints"


def words_of(page: TestResponse) -> str:
    return str(page.html.main.get_text(" ", strip=True))


def sent(page: TestResponse, **typed: str) -> TestResponse:
    """The search form, filled and sent."""
    form = next(one for one in page.forms.values() if "q" in one.fields and "sort" in one.fields)
    for name, value in typed.items():
        form[name.rstrip("_")] = value
    return form.submit(expect_errors=True)


def test_a_way_leads_to_everything_one_may_see(expert: Colleague, keep: Keep) -> None:
    mine, below, elsewhere = keep(), keep(unit="2301"), keep(unit="07")
    page = expert.site.get("/staff").click("Search", href="/staff/complaints$")
    assert codes_in(page) == [below.code, mine.code]
    assert "2 complaints" in words_of(page)
    assert elsewhere.code not in page.text


def test_words_are_found_and_marked_however_they_are_spelt(expert: Colleague, keep: Keep) -> None:
    dark = keep(description=DARK)
    keep()
    for typed in ("هیچ‌کس", "هیچکس", '"راهرو شکسته"', "نمي‌آيد"):
        page = sent(expert.site.get(PAGE), q=typed)
        assert codes_in(page) == [dark.code]
        assert page.html.select(".queue mark"), typed
    assert "هيچ‌كس" in page.text or "هیچ‌کس" in page.text


def test_an_excerpt_shows_where_the_word_stands(expert: Colleague, keep: Keep) -> None:
    keep(description="مقدمه " * 100 + "فانوس " + "پایان " * 100)
    page = sent(expert.site.get(PAGE), q="فانوس")
    assert page.html.select_one(".queue mark").get_text() == "فانوس"
    assert page.html.select_one(".queue-excerpt").get_text().startswith("…")


def test_a_description_is_text_and_no_markup(expert: Colleague, keep: Keep) -> None:
    keep(description="<script>lantern</script>")
    page = sent(expert.site.get(PAGE), q="lantern")
    assert page.html.select_one(".queue script") is None
    assert page.html.select_one(".queue mark").get_text() == "lantern"


def test_filters_narrow_it_down_and_stay_in_the_form(expert: Colleague, keep: Keep) -> None:
    Colleague.hire(expert.site, "mina", "Karimi", ("supervisor", "23"))
    one, other = keep(status="reviewing", assignee="sara"), keep(unit="2301")
    page = sent(expert.site.get(PAGE), status="reviewing")
    assert codes_in(page) == [one.code]
    assert page.html.select_one("#status option[selected]")["value"] == "reviewing"
    assert "open" in page.html.select_one(".search-fold").attrs
    assert codes_in(sent(page, status="open", unit="2301")) == [other.code]
    assert codes_in(sent(expert.site.get(PAGE), assignee="sara")) == [one.code]
    assert codes_in(sent(expert.site.get(PAGE), sort="submitted_at")) == [one.code, other.code]


def test_days_are_typed_in_the_iranian_calendar_with_any_digits(expert: Colleague, keep: Keep) -> None:
    one = keep()
    day = expert.site.get(PAGE).html.select_one("#from")
    assert day is not None
    assert codes_in(sent(expert.site.get(PAGE), from_="۱۴۰۰/۱/۱")) == [one.code]
    assert codes_in(sent(expert.site.get(PAGE), to_="1400/01/01")) == []


@pytest.mark.parametrize(
    ("typed", "box", "says"),
    [
        ({"from_": "yesterday"}, "from", "Write the date as year, month and day"),
        ({"to_": "1404/13/01"}, "to", "month"),
        ({"from_": "1404/02/01", "to_": "1404/01/01"}, "to", "before the first one"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_box(
    typed: dict[str, str], box: str, says: str, expert: Colleague, keep: Keep
) -> None:
    keep()
    page = sent(expert.site.get(PAGE), q="lantern", **typed)
    assert page.status_code == 422
    assert says in mistakes_of(page)
    assert says in page.html.select_one(f"#{box}-mistake").get_text()
    assert page.html.select_one("#q")["value"] == "lantern"
    assert page.html.select_one("#from")["value"] == typed.get("from_", "")
    assert codes_in(page) == []


def test_the_way_from_page_to_page_keeps_the_search(expert: Colleague, keep: Keep) -> None:
    kept = [keep(subject="delay").code for _ in range(30)]
    keep(subject="bribe")
    first = sent(expert.site.get(PAGE), q="weeks", sort="submitted_at")
    form = next(one for one in first.forms.values() if "page" in one.fields)
    second = form.submit("page")
    assert codes_in(first) == kept[:25]
    assert codes_in(second)[:5] == kept[25:]
    assert "page 2" in words_of(second)
    assert second.html.select_one("#sort option[selected]")["value"] == "submitted_at"


def test_no_link_repeats_what_was_typed(expert: Colleague, keep: Keep, person: Person) -> None:
    for _ in range(30):
        keep(description=f"lantern {person.code}")
    page = sent(expert.site.get(PAGE), q=person.code)
    assert len(codes_in(page)) == 25
    links = [one["href"] for one in page.html.select("a[href]")]
    assert not any(person.code in link for link in links)
    assert links


def test_nobody_finds_by_any_word_what_is_about_himself(expert: Colleague, keep: Keep) -> None:
    hidden = keep(accused_first_name="Sara", accused_last_name="Ahmadi", description="lantern")
    for typed in ("", "lantern", "Ahmadi", hidden.code):
        page = sent(expert.site.get(PAGE), q=typed)
        assert codes_in(page) == []
        assert "lantern" not in page.html.select_one("main").get_text()


@pytest.mark.parametrize("role", ["inspector", "operator", "administrator"])
def test_who_handles_no_complaints_finds_no_page(role: str, site: TestApp, keep: Keep) -> None:
    keep()
    other = Colleague.hire(site, "reza", "Karimi", (role, "23"))
    other.sign_in()
    other.site.get(PAGE, status=404)


def test_a_stranger_is_led_to_the_login(site: TestApp) -> None:
    assert "/staff/login" in site.get(PAGE, status=303).location


@pytest.mark.parametrize("unit", ["07", "headquarters", "nowhere"])
def test_a_unit_of_others_is_not_found(unit: str, expert: Colleague) -> None:
    expert.site.get(f"{PAGE}?unit={unit}", status=404)
    expert.site.get(f"/staff?box=unassigned&unit={unit}", status=404)


def test_only_units_that_one_sees_are_offered(expert: Colleague, site: TestApp) -> None:
    options = {one["value"] for one in expert.site.get(PAGE).html.select("#unit option")}
    assert "2301" in options
    assert not {"07", "headquarters", "0701"} & options
    above = Colleague.hire(site, "mina", "Karimi", ("hq_expert", "headquarters"))
    above.sign_in()
    high = {one["value"] for one in above.site.get(PAGE).html.select("#unit option")}
    assert {"headquarters", "23", "07"} <= high
    assert "2301" not in high
    deep = {one["value"] for one in above.site.get(f"{PAGE}?unit=23").html.select("#unit option")}
    assert {"headquarters", "07", "2301"} <= deep


def test_where_too_many_work_only_oneself_and_who_is_chosen_are_offered(
    expert: Colleague, site: TestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered(asked: str = "") -> set[str]:
        options = expert.site.get(f"{PAGE}{asked}").html.select("#assignee option")
        return {one["value"] for one in options} - {""}

    for username in ("mina", "reza"):
        Colleague.hire(site, username, "Karimi", ("expert", "23"))
    Colleague.hire(site, "nima", "Karimi", ("expert", "07"))
    assert offered() == {"sara", "mina", "reza"}
    monkeypatch.setattr("complaints_web.showing.filters.MOST_COLLEAGUES", 2)
    assert offered("?assignee=mina") == {"sara", "mina"}
    assert offered("?assignee=nima") == set(), "he works where one does not see, and oneself is no choice"


def test_a_code_that_no_list_knows_asks_for_nothing(expert: Colleague, keep: Keep) -> None:
    one = keep()
    for asked in ("status=never", "subject=never", "sort=never", "page=-1", "kind=<b>", "overdue=0"):
        assert codes_in(expert.site.get(f"{PAGE}?{asked}")) == [one.code]


def test_what_nobody_sees_is_no_part_of_a_code(expert: Colleague, keep: Keep) -> None:
    keep()
    one = keep(center="demo_2301_1", assignee="sara")
    for asked in ("center=demo_2301_1%00", "center=%E2%80%8Fdemo_2301_1", "assignee=sara%00"):
        assert codes_in(expert.site.get(f"{PAGE}?{asked}")) == [one.code]


@pytest.mark.parametrize("ticked", ["1", "۱", "on", "true", "yes"])
def test_a_ticked_box_narrows_it_down(ticked: str, expert: Colleague, keep: Keep) -> None:
    keep()
    assert codes_in(expert.site.get(PAGE, params={"overdue": ticked})) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [(PAGE, {"unit": "۲۳۰۱"}), (PAGE, {"province": "٠٧"}), ("/staff", {"box": "unassigned", "unit": "٢٣٠١"})],
)
def test_codes_in_an_address_are_read_in_any_digits(
    path: str, asked: dict[str, str], expert: Colleague, keep: Keep
) -> None:
    keep(province="23")
    below = keep(unit="2301", province="07")
    assert codes_in(expert.site.get(path, params=asked)) == [below.code]
    expert.site.get("/staff/dashboard", params={"unit": "۲۳۰۱"}, status=200)


def test_an_index_that_is_not_filled_is_told_kindly(expert: Colleague) -> None:
    assert "Search is still being filled" in words_of(expert.site.get(PAGE))
    work_of(expert.site.app.registry).indexing.run()
    assert "Search is still being filled" not in words_of(expert.site.get(PAGE))


def test_nothing_found_says_what_to_try(expert: Colleague, keep: Keep) -> None:
    keep()
    assert "search with fewer words" in words_of(sent(expert.site.get(PAGE), q="unheard of"))


def test_the_inbox_is_narrowed_to_a_unit_and_keeps_it(expert: Colleague, keep: Keep) -> None:
    mine, below = keep(), keep(unit="2301")
    page = expert.site.get("/staff?box=unassigned")
    assert codes_in(page) == [mine.code]
    form = next(one for one in page.forms.values() if "unit" in one.fields)
    form["unit"] = "2301"
    narrowed = form.submit()
    assert codes_in(narrowed) == [below.code]
    assert all("unit=2301" in one["href"] for one in narrowed.html.select(".tabs a"))
    assert narrowed.html.select_one(".tabs [aria-current] .tab-count").get_text() == "1"
