"""Settings of the processes that fault tests start: the real ones, with shorter patience.

Every figure keeps its proportion: a batch and its longest conversation are over before the lease.
"""

import os

from ldn_app.settings.test import *

REMINDER_LEASE_SECONDS = 15
REMINDER_BATCH_SECONDS = 5
REMINDER_FIRST_REST_SECONDS, REMINDER_LONGEST_REST_SECONDS = 1, 4
EMAIL_TIMEOUT = EMAIL_SECONDS_TO_OPEN = 2
EMAIL_SECONDS_PER_MESSAGE = 2
PUSH_EXTRA_ORIGINS = [origin for origin in [os.environ.get("FAULTS_PUSH_ORIGIN")] if origin]
