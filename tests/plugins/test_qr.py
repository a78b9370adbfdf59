"""The QR code of a slip."""

from complaints_plugins.qr import qr_svg


def test_a_code_is_a_picture_of_its_text_alone() -> None:
    first, again, other = qr_svg("482109375563"), qr_svg("482109375563"), qr_svg("482109375564")
    assert first.startswith(b"<?xml")
    assert b"<svg" in first
    assert first == again
    assert first != other
