"""Django's own command, with operations that follow one another sharing one rendering of the models."""

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from core.together import together


class JoiningExecutor(MigrationExecutor):
    """Operations are joined when a migration is applied or taken back; the files stay as makemigrations wrote them."""

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        migration.operations = together(migration.operations)
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)

    def unapply_migration(self, state, migration, fake=False):
        migration.operations = together(migration.operations)
        return super().unapply_migration(state, migration, fake=fake)


migrate.MigrationExecutor = JoiningExecutor  # the name that Django's command takes it by


class Command(migrate.Command):
    help = migrate.Command.help
