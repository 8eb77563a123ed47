"""The product's database without its walls, to measure what they cost: the owner's role, no scope told."""

from core.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def tell_scope(self) -> None:
        pass
