"""PostgreSQL, broker, web, worker and beat under one supervisor, for machines with no service installed.

Standard library only. Production uses docker-compose.yml and never imports this package.
"""


class StartError(RuntimeError):
    """Something could not be started; the text says what to do."""
