"""What the courier does with a message, and what is left of it when the courier dies on the way."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from zope.interface import implementer

from complaints_core.desks.rounds.breaker import PATIENCE, REST
from complaints_core.desks.rounds.courier import ATTEMPTS, Courier, Outcome
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain.outbox import LEASE, MAX_TRIES, OutboxMessage, SmsReceipt
from complaints_core.interfaces.errors import SmsPermanent, SmsTemporary
from complaints_core.interfaces.ports import IOutbox, ISmsGateway
from complaints_core.memory.outbox import MemoryOutbox
from complaints_core.testing import FixedClock
from complaints_core.testing.builders import outbox_message

SECRET = "482913"
JUST_BEFORE = timedelta(microseconds=1)


class Killed(BaseException):
    """The process ends here: nothing that follows is done."""


@implementer(ISmsGateway)
class ScriptedGateway:
    """Counts what it was handed; fails by the next of `errors`, where None is a success."""

    name = "scripted"

    def __init__(self, clock: FixedClock, *errors: BaseException | None) -> None:
        self.clock = clock
        self.errors = list(errors)
        self.handed: list[OutboxMessage] = []

    @property
    def arrived(self) -> set[str]:
        """The ids: what arrives at a gateway that drops a message whose id it knows."""
        return {message.id for message in self.handed}

    def send(self, message: OutboxMessage) -> SmsReceipt:
        if self.errors and (error := self.errors.pop(0)):
            raise error
        self.handed.append(message)
        return SmsReceipt("1001", self.clock.now())


class Units:
    """Units of work that go wrong where a test says: before the unit, at its commit, or by another's hand."""

    def __init__(self, outbox: MemoryOutbox) -> None:
        self.outbox = outbox
        self.begun = 0
        self.before: dict[int, Callable[[], object]] = {}
        self.committing: dict[int, Callable[[], object]] = {}

    @contextmanager
    def __call__(self) -> Iterator[IOutbox]:
        self.begun += 1
        number = self.begun
        self.before.get(number, int)()
        with self.outbox.unit() as outbox:
            yield outbox
            self.committing.get(number, int)()


READING, LEASING, KEEPING = 1, 2, 3  # the units of one message's delivery


def kill() -> None:
    raise Killed


def conflict() -> None:
    raise Taken


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def outbox() -> MemoryOutbox:
    return MemoryOutbox()


@pytest.fixture
def units(outbox: MemoryOutbox) -> Units:
    return Units(outbox)


@pytest.fixture
def gateway(clock: FixedClock) -> ScriptedGateway:
    return ScriptedGateway(clock)


@pytest.fixture
def courier(gateway: ScriptedGateway, clock: FixedClock, units: Units) -> Courier:
    return Courier(gateway, clock, units, jitter=lambda: 0.0)


@pytest.fixture
def other(gateway: ScriptedGateway, clock: FixedClock, outbox: MemoryOutbox) -> Courier:
    """Another process at the same outbox, or the same one after it was started again."""
    return Courier(gateway, clock, outbox.unit, jitter=lambda: 0.0)


def code(clock: FixedClock) -> OutboxMessage:
    """A one-time code, good for two minutes."""
    return outbox_message(
        template="register_code",
        text=f"Your code: {SECRET}",
        params=(("code", SECRET),),
        expires_at=clock.now() + timedelta(minutes=2),
    )


# What becomes of a message


def test_a_due_message_is_sent_and_forgotten(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    assert courier.deliver_due() == 1
    assert gateway.arrived == {"message-0"}
    assert outbox.waiting() == 0
    assert outbox.undelivered(10) == []


def test_a_message_that_is_not_due_waits(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message(1))
    assert courier.deliver_due() == 0
    assert courier.deliver("message-1") is Outcome.LEFT
    assert gateway.handed == []


def test_a_round_is_as_long_as_asked_and_begins_with_the_earliest(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    for number in (3, 1, 2):
        outbox.add(outbox_message(number))
    clock.advance(minutes=1)
    assert courier.deliver_due(limit=2) == 2
    assert [message.id for message in gateway.handed] == ["message-1", "message-2"]


def test_one_message_can_be_sent_right_after_its_commit(courier: Courier, outbox: MemoryOutbox) -> None:
    outbox.add(outbox_message())
    assert courier.deliver("message-0") is Outcome.SENT
    assert courier.deliver("message-0") is Outcome.LEFT


def test_nothing_is_sent_inside_a_unit_of_work(
    clock: FixedClock, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    inside: list[str] = []

    @contextmanager
    def unit() -> Iterator[IOutbox]:
        inside.append("unit")
        with outbox.unit() as opened:
            yield opened
        inside.clear()

    @implementer(ISmsGateway)
    class Watching(ScriptedGateway):
        def send(self, message: OutboxMessage) -> SmsReceipt:
            assert not inside
            return super().send(message)

    outbox.add(outbox_message())
    assert Courier(Watching(clock), clock, unit).deliver_due() == 1


def test_after_a_temporary_failure_the_pauses_double(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    gateway.errors = [SmsTemporary("no credit"), SmsTemporary("no credit")]
    outbox.add(outbox_message())
    assert courier.deliver("message-0") is Outcome.POSTPONED
    clock.advance(seconds=10)
    assert courier.deliver("message-0") is Outcome.POSTPONED
    waiting = outbox.get("message-0")
    assert waiting is not None
    assert waiting.failure == "no credit"
    assert waiting.not_before == clock.now() + timedelta(seconds=20)
    clock.advance(seconds=20)
    assert courier.deliver("message-0") is Outcome.SENT


def test_jitter_spreads_the_next_try(outbox: MemoryOutbox, clock: FixedClock) -> None:
    gateway = ScriptedGateway(clock, SmsTemporary("busy"))
    outbox.add(outbox_message())
    Courier(gateway, clock, outbox.unit, jitter=lambda: 1.0).deliver_due()
    waiting = outbox.get("message-0")
    assert waiting is not None
    assert waiting.not_before == clock.now() + timedelta(seconds=15)


def test_a_refused_message_is_given_up_at_once_without_its_text(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    gateway.errors = [SmsPermanent("the receiver is wrong")]
    outbox.add(code(clock))
    assert courier.deliver("message-0") is Outcome.GIVEN_UP
    (buried,) = outbox.undelivered(10)
    assert (buried.failure, buried.text, buried.params) == ("the receiver is wrong", "", ())
    assert outbox.waiting() == 0


def test_a_message_that_fails_too_often_is_given_up(
    outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock, courier: Courier
) -> None:
    gateway.errors = [SmsTemporary("busy")] * MAX_TRIES
    outbox.add(outbox_message(expires_at=clock.now() + timedelta(days=1)))
    tries = 0
    while outbox.waiting():
        tries += courier.deliver("message-0") in (Outcome.POSTPONED, Outcome.GIVEN_UP)
        clock.advance(hours=1)
    assert tries == MAX_TRIES
    assert outbox.undelivered(1)[0].failure == "busy"


def test_a_gateway_that_breaks_its_word_delays_only_its_message(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    gateway.errors = [KeyError(SECRET)]
    outbox.add(outbox_message(0))
    outbox.add(outbox_message(1, not_before=outbox_message().not_before))
    assert courier.deliver_due() == 1
    waiting = outbox.get("message-0")
    assert waiting is not None
    assert waiting.failure == "KeyError"


# One-time codes


def test_a_code_is_sent_until_the_last_moment_of_its_life(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    outbox.add(code(clock))
    clock.advance(minutes=2, microseconds=-1)
    assert courier.deliver_due() == 1


def test_an_expired_code_is_never_sent(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    outbox.add(code(clock))
    clock.advance(minutes=2)
    assert courier.deliver_due() == 0
    assert gateway.handed == []
    assert len(outbox.undelivered(10)) == 1


def test_a_code_that_expires_while_it_is_leased_is_never_sent(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock, units: Units
) -> None:
    outbox.add(code(clock))
    units.committing[LEASING] = lambda: clock.advance(minutes=2)
    assert courier.deliver_due() == 0
    assert gateway.handed == []
    assert outbox.undelivered(1)[0].failure == "expired"


def test_a_code_whose_next_try_would_come_too_late_is_given_up_now(
    courier: Courier, outbox: MemoryOutbox, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    gateway.errors = [SmsTemporary("busy")]
    outbox.add(code(clock))
    clock.advance(minutes=1, seconds=50)
    assert courier.deliver("message-0") is Outcome.GIVEN_UP
    assert outbox.waiting() == 0


# The courier dies


def test_killed_before_the_lease_it_goes_once(
    courier: Courier, other: Courier, units: Units, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    units.before[LEASING] = kill
    with pytest.raises(Killed):
        courier.deliver_due()
    assert other.deliver_due() == 1
    assert len(gateway.handed) == 1


def test_killed_while_the_lease_is_written_it_goes_once(
    courier: Courier, other: Courier, units: Units, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    units.committing[LEASING] = kill
    with pytest.raises(Killed):
        courier.deliver_due()
    assert other.deliver_due() == 1
    assert len(gateway.handed) == 1


def test_killed_between_lease_and_sending_it_goes_once_when_the_lease_is_over(
    courier: Courier, other: Courier, clock: FixedClock, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    gateway.errors = [Killed()]
    with pytest.raises(Killed):
        courier.deliver_due()
    clock.advance(seconds=(LEASE - JUST_BEFORE).total_seconds())
    assert other.deliver_due() == 0
    clock.advance(seconds=1)
    assert other.deliver_due() == 1
    assert len(gateway.handed) == 1


@pytest.mark.parametrize("moment", ["before", "committing"])
def test_killed_after_sending_it_may_go_twice_but_with_one_id(
    moment: str,
    courier: Courier,
    other: Courier,
    units: Units,
    clock: FixedClock,
    outbox: MemoryOutbox,
    gateway: ScriptedGateway,
) -> None:
    outbox.add(outbox_message())
    getattr(units, moment)[KEEPING] = kill
    with pytest.raises(Killed):
        courier.deliver_due()
    clock.advance(seconds=LEASE.total_seconds())
    assert other.deliver_due() == 1
    assert len(gateway.handed) == 2
    assert gateway.arrived == {"message-0"}


def test_killed_after_it_was_kept_it_goes_once(
    courier: Courier,
    other: Courier,
    units: Units,
    clock: FixedClock,
    outbox: MemoryOutbox,
    gateway: ScriptedGateway,
) -> None:
    outbox.add(outbox_message(0))
    outbox.add(outbox_message(1, not_before=outbox_message().not_before))
    units.before[KEEPING + 1] = kill  # the lease of the next message
    with pytest.raises(Killed):
        courier.deliver_due()
    clock.advance(seconds=LEASE.total_seconds())
    other.deliver_due()
    assert [message.id for message in gateway.handed] == ["message-0", "message-1"]


def test_a_message_that_kills_every_courier_is_given_up(
    clock: FixedClock, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message(expires_at=clock.now() + timedelta(days=1)))
    gateway.errors = [Killed()] * MAX_TRIES
    for _ in range(MAX_TRIES):
        with pytest.raises(Killed):
            Courier(gateway, clock, outbox.unit).deliver_due()
        clock.advance(seconds=LEASE.total_seconds())
    assert Courier(gateway, clock, outbox.unit).deliver_due() == 0
    assert outbox.waiting() == 0
    assert gateway.handed == []


# Other couriers


def test_a_message_leased_by_another_meanwhile_is_left_to_him(
    courier: Courier, other: Courier, units: Units, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    units.before[LEASING] = other.deliver_due
    assert courier.deliver_due() == 0
    assert len(gateway.handed) == 1


def test_a_conflict_at_the_lease_leaves_the_message_to_the_winner(
    courier: Courier, units: Units, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    for attempt in range(ATTEMPTS):
        units.committing[LEASING + attempt] = conflict
    assert courier.deliver("message-0") is Outcome.LEFT
    assert gateway.handed == []
    assert outbox.get("message-0") == outbox_message()


def test_a_passing_conflict_after_the_sending_does_not_send_twice(
    courier: Courier, units: Units, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    outbox.add(outbox_message())
    units.committing[KEEPING] = conflict
    assert courier.deliver_due() == 1
    assert outbox.waiting() == 0


def test_a_sending_that_cannot_be_kept_is_told_to_the_operator(
    courier: Courier, units: Units, outbox: MemoryOutbox, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.add(outbox_message())
    for attempt in range(ATTEMPTS):
        units.committing[KEEPING + attempt] = conflict
    assert courier.deliver("message-0") is Outcome.SENT
    assert "it may go twice" in caplog.text


def test_who_answers_after_his_lease_does_not_undo_the_work_of_the_next(
    clock: FixedClock, outbox: MemoryOutbox, other: Courier, gateway: ScriptedGateway
) -> None:
    @implementer(ISmsGateway)
    class Slow(ScriptedGateway):
        def send(self, message: OutboxMessage) -> SmsReceipt:
            clock.advance(seconds=LEASE.total_seconds())
            gateway.errors = [SmsTemporary("busy")]
            assert other.deliver("message-0") is Outcome.POSTPONED
            raise SmsPermanent("too late to say so")

    outbox.add(outbox_message())
    slow = Courier(Slow(clock), clock, outbox.unit)
    assert slow.deliver("message-0") is Outcome.LEFT
    assert outbox.undelivered(10) == []
    waiting = outbox.get("message-0")
    assert waiting is not None
    assert waiting.failure == "busy"


def test_couriers_in_many_threads_send_every_message_once(
    clock: FixedClock, outbox: MemoryOutbox, gateway: ScriptedGateway
) -> None:
    for number in range(50):
        outbox.add(outbox_message(number, not_before=clock.now()))
    start = Barrier(4)

    def work() -> None:
        start.wait()
        Courier(gateway, clock, outbox.unit).deliver_due(limit=50)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.id for message in gateway.handed) == sorted(f"message-{n}" for n in range(50))
    assert outbox.waiting() == 0


# A dead gateway


@pytest.fixture
def ten_waiting(outbox: MemoryOutbox, clock: FixedClock) -> None:
    for number in range(10):
        outbox.add(outbox_message(number, not_before=clock.now()))


@pytest.mark.usefixtures("ten_waiting")
def test_a_dead_gateway_ends_the_round(
    courier: Courier, gateway: ScriptedGateway, outbox: MemoryOutbox, units: Units
) -> None:
    gateway.errors = [SmsTemporary("unreachable")] * 10
    assert courier.deliver_due() == 0
    assert len(gateway.errors) == 10 - PATIENCE
    begun = units.begun
    assert courier.deliver_due() == 0
    assert courier.deliver("message-9") is Outcome.LEFT
    assert len(gateway.errors) == 10 - PATIENCE
    untouched = outbox.get("message-9")
    assert untouched is not None
    assert untouched.tries == 0
    assert units.begun == begun + 1  # only `deliver` has looked


@pytest.mark.usefixtures("ten_waiting")
def test_after_the_rest_one_message_tries_whether_the_gateway_is_back(
    courier: Courier, gateway: ScriptedGateway, clock: FixedClock
) -> None:
    gateway.errors = [SmsTemporary("unreachable")] * (PATIENCE + 1)
    courier.deliver_due()
    clock.advance(seconds=REST.total_seconds())
    assert courier.deliver_due() == 0
    assert gateway.errors == []
    clock.advance(seconds=REST.total_seconds())
    assert courier.deliver_due() == 10


@pytest.mark.usefixtures("ten_waiting")
@pytest.mark.parametrize("answered", [None, SmsPermanent("the receiver is wrong")])
def test_failures_with_answers_between_them_do_not_end_the_round(
    answered: Exception | None, courier: Courier, gateway: ScriptedGateway
) -> None:
    gateway.errors = [SmsTemporary("busy"), SmsTemporary("busy"), answered] * 3
    courier.deliver_due()
    assert gateway.errors == []


# What is said


def test_giving_up_is_loud_and_tells_no_secret(
    courier: Courier,
    outbox: MemoryOutbox,
    gateway: ScriptedGateway,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    message = code(clock)
    gateway.errors = [SmsPermanent(f"cannot send '{SECRET}' to {message.to}")]
    outbox.add(message)
    courier.deliver_due()
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "register_code" in caplog.text
    assert message.masked_to in caplog.text
    assert SECRET not in caplog.text
    assert message.to[-10:] not in caplog.text
    assert outbox.undelivered(1)[0].failure == "SmsPermanent"


@pytest.mark.parametrize("error", [None, SmsTemporary("busy"), SmsPermanent("refused"), ValueError(SECRET)])
def test_no_line_of_the_log_has_number_text_or_parameters(
    error: Exception | None,
    courier: Courier,
    outbox: MemoryOutbox,
    gateway: ScriptedGateway,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.errors = [error] if error else []
    message = code(clock)
    outbox.add(message)
    courier.deliver_due()
    assert "register_code" in caplog.text
    for secret in (SECRET, message.to[-10:], message.text):
        assert secret not in caplog.text


def test_a_resting_gateway_is_told_to_the_operator(
    courier: Courier,
    outbox: MemoryOutbox,
    gateway: ScriptedGateway,
    caplog: pytest.LogCaptureFixture,
    clock: FixedClock,
) -> None:
    for number in range(PATIENCE):
        outbox.add(outbox_message(number, not_before=clock.now()))
    gateway.errors = [SmsTemporary("kavenegar 418: no credit")] * PATIENCE
    courier.deliver_due()
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert errors == [f"gateway scripted is left alone for {REST}: kavenegar 418: no credit"]


def test_a_message_hides_its_secrets_in_a_traceback(clock: FixedClock) -> None:
    message = code(clock)
    assert SECRET not in repr(message)
    assert message.to not in repr(message)


# The outbox in memory


def test_a_unit_of_work_in_memory_is_kept_whole_or_not_at_all(outbox: MemoryOutbox) -> None:
    def die_on_the_way() -> None:
        with outbox.unit() as unit:
            unit.remove("message-0")
            unit.add(outbox_message(1))
            raise Killed

    outbox.add(outbox_message(0))
    with pytest.raises(Killed):
        die_on_the_way()
    assert outbox.get("message-0") == outbox_message(0)
    assert outbox.get("message-1") is None
