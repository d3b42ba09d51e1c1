"""Where the bundle begins: the same entry as `python -m gcmdesk`."""

import sys

from gcmdesk.__main__ import main

sys.exit(main())
