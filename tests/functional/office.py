"""What the office does meanwhile, without its own pages."""

from dataclasses import replace

from webtest import TestApp

from complaints_core.domain.complaints import Answer, Complaint, Event, Message
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.interfaces.ports import ICitizenStore, IClock, IComplaintStore, IMisconductStore
from complaints_core.testing.builders import citizen, complaint
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.site import site_of

EXPERT = "expert.invented"


def step(site: TestApp, code: str, name: str, text: str = "") -> Complaint:
    """Take a step of the office with a complaint."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store, now = port_of(request, IComplaintStore), port_of(request, IClock).now()
        course = site_of(site.app.registry).profile.course
        moved: Complaint = course.moved(store.get(code), name, EXPERT, now, text)
        if name == "answer":
            moved = moved.with_answer(Answer(now, EXPERT, "upheld", text))
        store.replace(moved)
    return moved


def indexed(site: TestApp, number: int, **facts: object) -> Complaint:
    """Keep an invented complaint with some facts, and put it into the index."""
    one, request = complaint(number, **facts), bare_request(site.app.registry)
    with transaction_of(request):
        citizens = port_of(request, ICitizenStore)
        if citizens.get(one.citizen) is None:
            citizens.add(citizen())
        port_of(request, IComplaintStore).add(one)
    while work_of(site.app.registry).indexing.run():
        continue
    return one


def kept(site: TestApp, code: str) -> Complaint:
    """The complaint as it is kept now."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        found: Complaint = port_of(request, IComplaintStore).get(code)
    return found


def report(site: TestApp, receipt: str) -> MisconductReport:
    """The misconduct report of a receipt as it is kept now."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store = port_of(request, IMisconductStore)
        found: MisconductReport = store.get(store.key_of(receipt))
    return found


def inspector_asks(site: TestApp, receipt: str, text: str) -> None:
    """An inspector asks the reporter something."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store, now = port_of(request, IMisconductStore), port_of(request, IClock).now()
        asked = store.get(store.key_of(receipt)).with_message(Message(now, EXPERT, text))
        store.replace(replace(asked, status="need_info"))


def close_report(site: TestApp, receipt: str, text: str) -> None:
    """The inspectors come to an end."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store, now = port_of(request, IMisconductStore), port_of(request, IClock).now()
        kept = store.get(store.key_of(receipt))
        store.replace(kept.moved(Event(now, "close", EXPERT, "closed", text)))
