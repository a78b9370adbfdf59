"""Faults in the log."""

from complaints_core.domain.faults import place_of


def test_a_fault_tells_its_class_and_its_place_but_not_what_was_typed() -> None:
    code = "482109" + "375563"  # put together, for the line itself stands in the traceback
    try:
        raise KeyError(code)
    except KeyError as fault:
        told = place_of(fault)
    assert told.startswith("KeyError\n")
    assert __name__.rpartition(".")[2] in told
    assert code not in told
