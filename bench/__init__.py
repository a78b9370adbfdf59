"""What the program exists for, timed: `python -m bench`, or `make bench`.

The real site runs in a process of its own and is driven over HTTP. Beside it, in the same minutes, run the
limits it is held against: a bare page of the same framework, the bare commit, the bare password check. A
machine that is busy slows both, so that the ratio tells the truth when the milliseconds do not.

Read `report` for what is promised, `journeys` for what is measured, `measuring` for how.
"""

import warnings

# Pyramid 2.1 imports pkg_resources, which says that it will go; setuptools is held below 82 for that.
warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
