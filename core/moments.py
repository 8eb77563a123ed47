"""The moment of a row: which transaction of which database cluster wrote it, as one number that only grows.

The function `core_moment()` stands in the migrations. Rows below `core_horizon()` belong to transactions that
have ended, so none can still appear among them: what is below it can be sealed (docs/decisions/0012).
"""

from django.db.models import BigIntegerField, Func


class Moment(Func):
    function = "core_moment"
    arity = 0
    output_field = BigIntegerField()


CREATE = """
CREATE FUNCTION core_moment() RETURNS bigint LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = public AS $$
DECLARE
    here bigint;
    era integer;
BEGIN
    SELECT system_identifier INTO here FROM pg_control_system();
    SELECT number INTO era FROM core_era WHERE cluster = here;
    IF era IS NULL THEN
        INSERT INTO core_era (cluster) VALUES (here) ON CONFLICT (cluster) DO NOTHING;
        SELECT number INTO STRICT era FROM core_era WHERE cluster = here;
    END IF;
    RETURN (era::bigint << 48) | pg_current_xact_id()::text::bigint;
END $$;

CREATE FUNCTION core_horizon() RETURNS bigint LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = public AS $$
    SELECT (number::bigint << 48) | pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    FROM core_era WHERE cluster = (SELECT system_identifier FROM pg_control_system())
$$;

CREATE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('core.may_empty', true) = current_database() THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% on % is refused: its rows are only added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
DROP = "DROP FUNCTION core_append_only(); DROP FUNCTION core_horizon(); DROP FUNCTION core_moment();"


def append_only(table: str) -> str:
    """SQL that lets no row of `table` be changed, deleted or emptied, whoever asks with ordinary means."""
    return (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION core_append_only();"
        f"CREATE TRIGGER append_only_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION core_append_only();"
    )


def not_append_only(table: str) -> str:
    return f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_all ON {table};"
