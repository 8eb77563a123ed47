"""The sabotages: one of each kind of mistake that somebody could make in a hurry, or on purpose.

They stand at each wall of SECURITY.md.
"""

from tests.sabotages.doors import FILES_AND_BACKUPS, KEYS, SIGN_IN
from tests.sabotages.rows import IN_DATABASE, RECORD, SCOPE_AND_SIGHT

SABOTAGES = [*IN_DATABASE, *SCOPE_AND_SIGHT, *RECORD, *KEYS, *SIGN_IN, *FILES_AND_BACKUPS]
