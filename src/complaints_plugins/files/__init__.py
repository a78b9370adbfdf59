"""Files on their way in: what they are, what they may be called, and nothing in them but what can be seen.

- `sniffer` tells the kind by content; name and claimed type decide nothing.
- `pictures` draws pictures anew, at once or later, after `jpeg` saw that it is no endless work; `jpeg` and
  `png` take out what is not drawn with. `pdf` looks whether a document is whole.
- `names` makes file names that are safe to show, to save and to send.
- `spools` is where bytes wait: small files in memory, large ones on disk.
- `inspector` joins them into the plug-in.
"""

from complaints_plugins.files.inspector import Inspector, inspector_from_settings

__all__ = ["Inspector", "inspector_from_settings"]
