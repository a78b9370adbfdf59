"""The crash drill: people file over HTTP while what serves them is killed with -9, again and again.

    python -m bench.crash --kills 200 --store postgres

Afterwards everything that somebody was promised is looked for; see `proof`.
"""
