-- Who may enter the database, for every database of the server. Run by a superuser; running it again changes nothing.
-- Passwords are not here: ALTER ROLE bp3mi_web PASSWORD '...' and so on, see docs/howto/deploy.md.
DO $$
DECLARE
  name text;
BEGIN
  -- owns all tables; nobody signs in as it
  IF to_regrole('bp3mi_owner') IS NULL THEN CREATE ROLE bp3mi_owner NOLOGIN; END IF;
  -- changes the schema and fills reference lists; used by the one-shot migrate step alone
  IF to_regrole('bp3mi') IS NULL THEN CREATE ROLE bp3mi LOGIN; END IF;
  ALTER ROLE bp3mi NOSUPERUSER CREATEDB BYPASSRLS;
  -- web, worker and beat: sees no row about people before it enters one of the scope roles below
  IF to_regrole('bp3mi_web') IS NULL THEN CREATE ROLE bp3mi_web LOGIN; END IF;
  ALTER ROLE bp3mi_web NOSUPERUSER NOBYPASSRLS NOINHERIT NOCREATEDB NOCREATEROLE;
  -- seals the record of looks
  IF to_regrole('bp3mi_sealer') IS NULL THEN CREATE ROLE bp3mi_sealer LOGIN; END IF;
  ALTER ROLE bp3mi_sealer NOSUPERUSER NOBYPASSRLS NOINHERIT NOCREATEDB NOCREATEROLE;
  -- reads everything for a backup, writes nothing
  IF to_regrole('bp3mi_backup') IS NULL THEN CREATE ROLE bp3mi_backup LOGIN; END IF;
  ALTER ROLE bp3mi_backup NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
  GRANT pg_read_all_data TO bp3mi_backup;
  GRANT bp3mi_owner, pg_signal_backend TO bp3mi;
  -- scope roles, one for each class of viewer (core/walls.py)
  FOREACH name IN ARRAY ARRAY['bp3mi_province', 'bp3mi_district', 'bp3mi_nobody', 'bp3mi_everything'] LOOP
    IF to_regrole(name) IS NULL THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF;
    EXECUTE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS', name);
    EXECUTE format('GRANT %I TO bp3mi_web, bp3mi', name);
  END LOOP;
END
$$;
