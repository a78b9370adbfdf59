"""Excel files on their way out.

- `writing` writes a table of texts, row by row.
- `parts` is what stands around it in the file.
"""

from complaints_plugins.sheets.writing import DANGEROUS, MEDIA_TYPE, Column, write_sheet

__all__ = ["DANGEROUS", "MEDIA_TYPE", "Column", "write_sheet"]
