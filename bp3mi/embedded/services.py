"""PostgreSQL and broker together: embedded, unless DATABASE_URL or REDIS_URL names another."""

import os

from bp3mi.embedded.broker import Broker
from bp3mi.embedded.folders import Folder
from bp3mi.embedded.postgres import Postgres
from bp3mi.embedded.roles import adopt


class Services:
    """What this process starts itself. Servers named by the environment are left alone."""

    def __init__(self, folder: Folder, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.postgres = None if _given("DATABASE_URL") else Postgres(folder, throwaway=throwaway)
        self.broker = None if _given("REDIS_URL") else Broker(folder, throwaway=throwaway)

    def start(self) -> None:
        if self.broker:
            self.broker.launch()
        if self.postgres:
            self.postgres.start()
        if self.broker and not self.broker.wait():
            self.broker.start()

    def stop(self) -> None:
        for part in (self.broker, self.postgres):
            if part:
                part.stop()

    @property
    def urls(self) -> dict[str, str]:
        """Variables for every program that uses the services."""
        urls = {"DATA_DIR": str(self.folder.path)}
        if self.postgres:
            urls["DATABASE_URL"] = self.postgres.url
            urls["OWNER_DATABASE_URL"] = self.postgres.owner_url
        elif os.environ.get("DATABASE_URL") and not _given("OWNER_DATABASE_URL"):
            urls.update(adopt(os.environ["DATABASE_URL"], self.folder))
        if self.broker:
            urls["REDIS_URL"] = self.broker.url
        return urls


def _given(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))
