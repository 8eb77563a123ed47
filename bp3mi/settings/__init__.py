"""Settings, all from the environment. `.env.example` lists each variable with its meaning."""

from bp3mi.settings.base import *  # noqa: F403
from bp3mi.settings.office import *  # noqa: F403
from bp3mi.settings.security import *  # noqa: F403
from bp3mi.settings.services import *  # noqa: F403
