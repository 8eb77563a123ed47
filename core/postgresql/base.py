"""Django's PostgreSQL, with the scope of the viewer told to the database at the start of each transaction.

The scope lives as long as the transaction and no longer (SET LOCAL), so a kept connection carries nothing over to
the next request. Outside a transaction the connection is the plain web role, which sees no row about people.
"""

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from core.walls import check_role, scope_statements

# Triggers ask for this list. Where it is not set at all they find that out through an error, caught for every row of
# history: five times what the row itself costs.
NO_TRIGGER_RESTS = "SET pgtrigger.ignore = '{}'"


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            check_role(cursor)
            cursor.execute(NO_TRIGGER_RESTS)

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if autocommit:
            return
        try:
            self.tell_scope()
        except Exception:
            self.close()  # a transaction without its scope must not go on
            raise

    def is_in_good_state(self) -> bool:
        """Whether the transaction can still take statements."""
        link = self.connection
        return bool(link and not link.closed and link.info.transaction_status != TRANSACTION_STATUS_INERROR)

    def tell_scope(self) -> None:
        """Enter the role of the present scope, for the rest of this transaction."""
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(scope_statements())
