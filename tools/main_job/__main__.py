"""`python -m tools.main_job`."""

import sys

from tools.main_job import main

sys.exit(main(sys.argv[1:]))
