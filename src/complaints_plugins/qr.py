"""QR codes for printed slips, by segno."""

import io

import segno


def qr_svg(text: str) -> bytes:
    """Answer an SVG picture of a QR code that a phone reads off paper that was folded (error level M)."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue()
