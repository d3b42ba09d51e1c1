"""The sub-commands of the command line, one module per group, in the order of the help.

A module has `add(commands)`, which describes its sub-commands with `commands.add_parser(…)` and sets for each
`set_defaults(run=…)`: a function of the parsed options that returns the exit code. It imports the workspace only inside
those functions, because every start of the window passes here. `terminal` has what they share: opening by passphrase
or recovery key, progress, printing.
"""

from gcmdesk.commands import backups, duties, importing, inspection, merging, releases, reports, sample, workspace

GROUPS = (workspace, inspection, duties, releases, backups, merging, importing, reports, sample)
