"""The parts of an Excel file around its one sheet, as Office Open XML wants them (ECMA-376)."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

SHEET: Final = "xl/worksheets/sheet1.xml"
"""Where the sheet itself stands in the file."""

HEADING: Final = 1
CODES: Final = 2
QUOTED: Final = 3
"""Styles of cells, by their places in `cellXfs` below. Each style of texts stands there once more, `QUOTED`
places further, for texts that could be taken for a formula."""
WORDS: Final = {True: 3, False: 4}
"""The style of words in a sheet that reads from right to left, or not."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_VENDOR = "application/vnd.openxmlformats"
_KIND = f"{_VENDOR}-officedocument.spreadsheetml"

_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="{_VENDOR}-package.relationships+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>\
<Override PartName="/{SHEET}" ContentType="{_KIND}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="{_VENDOR}-package.core-properties+xml"/>\
</Types>"""

_OF_FILE = f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""

_OF_BOOK = f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>\
</Relationships>"""


def _style(alignment: str, *, quoted: bool) -> str:
    return (
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="{quoted:d}" '
        f'applyBorder="1" applyAlignment="1"><alignment vertical="top" {alignment}/></xf>'
    )


_ALIGNMENTS = (
    'horizontal="center" readingOrder="1"',
    'horizontal="right" wrapText="1" readingOrder="2"',
    'horizontal="left" wrapText="1" readingOrder="1"',
)
_HEAD = (
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" '
    'applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
)
_CELLS = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    _HEAD,
    *(_style(one, quoted=False) for one in _ALIGNMENTS),
    *(_style(one, quoted=True) for one in _ALIGNMENTS),
)
# Every Windows has it, and it has Persian letters of its own; Calibri has none and borrows them.
_TAHOMA = '<sz val="10"/>{}<name val="Tahoma"/><family val="2"/>'
_BELOW = '<bottom style="hair"><color rgb="FF86796A"/></bottom>'
# The first two fills are what every reader expects there, whatever a file says.
_STYLES = f"""<styleSheet xmlns="{_MAIN}">\
<fonts count="2"><font>{_TAHOMA.format("")}</font>\
<font><b/>{_TAHOMA.format('<color rgb="FFFFFFFF"/>')}</font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FF0B5E57"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top/>{_BELOW}<diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="{len(_CELLS)}">{"".join(_CELLS)}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def parts(title: str, name: str) -> dict[str, str]:
    """Answer the XML of every part but the sheet, by its place in the file; `name` is what stands on the
    tab of the sheet."""
    return {
        "[Content_Types].xml": _XML + _TYPES,
        "_rels/.rels": _XML + _OF_FILE,
        "docProps/core.xml": _XML + _properties(title),
        "xl/workbook.xml": _XML + _book(name),
        "xl/_rels/workbook.xml.rels": _XML + _OF_BOOK,
        "xl/styles.xml": _XML + _STYLES,
    }


def before_rows(widths: list[int], *, right_to_left: bool) -> str:
    """Answer the sheet up to its first row: its direction, the heading that stays, widths in characters."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    return f"""{_XML}<worksheet xmlns="{_MAIN}">\
<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
<sheetViews><sheetView rightToLeft="{right_to_left:d}" workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>\
</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>"""


def after_rows(last: str, number: int) -> str:
    """Answer the sheet behind its last row, which has that number and ends in the column of those letters.

    Rows can be filtered and sorted by their headings, and nobody is warned that a code looks like a number.
    The sheet is printed across, as wide as a page of A4 and on as many as it takes; each says which it is.
    """
    reach = f"A1:{last}{number}"
    return f"""</sheetData><autoFilter ref="{reach}"/>\
<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>\
<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>\
<ignoredErrors><ignoredError sqref="{reach}" numberStoredAsText="1"/></ignoredErrors></worksheet>"""


def _properties(title: str) -> str:
    return f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>\
<dc:creator>{escape(title)}</dc:creator></cp:coreProperties>"""


def _book(name: str) -> str:
    first_row = escape("'{}'!$1:$1".format(name.replace("'", "''")))
    return f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>\
<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>\
<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">{first_row}</definedName>\
</definedNames></workbook>"""
