"""Operations of a migration that share one rendering of the models.

Django renders every related model anew for each operation, and here all models are related: a new database took
minutes. `together` joins operations that follow one another, and the tables come out the same. A table that is made in
a group is made with all that later operations of the group add to it.
"""

from collections.abc import Iterable, Sequence

from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

OF_FIELDS = (ops.AddField, ops.AlterField, ops.RemoveField)
OF_NAMES = (ops.AddIndex, ops.RemoveIndex, ops.AddConstraint, ops.RemoveConstraint)
OF_TRIGGERS = (AddTrigger, RemoveTrigger)
JOINED = (ops.CreateModel, *OF_FIELDS, *OF_NAMES, *OF_TRIGGERS)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in groups; what runs code or SQL of its own stays alone and ends a group."""
    found: list[Operation] = []
    group: list[Operation] = []
    for operation in operations:
        if isinstance(operation, JOINED) and not contradicts(operation, group):
            group.append(operation)
            continue
        found += closed(group)
        group = [operation] if isinstance(operation, JOINED) else []
        found += [] if isinstance(operation, JOINED) else [operation]
    return found + closed(group)


def closed(group: list[Operation]) -> list[Operation]:
    return [Together(group)] if len(group) > 1 else group


def subject(operation: Operation) -> tuple[str, str]:
    """The model and what of it the operation is about."""
    model = operation.model_name_lower if hasattr(operation, "model_name_lower") else operation.model_name.lower()
    named = getattr(operation, "trigger", None) or getattr(operation, "index", None)
    named = named or getattr(operation, "constraint", None) or operation
    return model, str(named.name).lower()


def contradicts(operation: Operation, group: Sequence[Operation]) -> bool:
    """Whether the group already does something to the same thing, so that the state between the two is needed.

    Taking away and then adding the same trigger, index or constraint needs none.
    """
    if isinstance(operation, ops.CreateModel):
        return False
    same = [one for one in group if not isinstance(one, ops.CreateModel) and subject(one) == subject(operation)]
    if isinstance(operation, OF_FIELDS):
        return any(isinstance(one, OF_FIELDS) for one in same)
    is_added = isinstance(operation, AddTrigger | ops.AddIndex | ops.AddConstraint)
    return any(not is_added or isinstance(one, type(operation)) for one in same if not isinstance(one, OF_FIELDS))


class Together(Operation):
    """Runs its operations between one state before them all and one after them all."""

    reduces_to_sql = True

    def __init__(self, operations: list[Operation]):
        self.operations = operations
        self.made = {one.name_lower for one in operations if isinstance(one, ops.CreateModel)}
        self.reversible = all(one.reversible for one in operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for operation in self.operations:
            if not self.comes_with_table(operation):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for operation in reversed(self.operations):
            if not self.comes_with_table(operation):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def comes_with_table(self, operation: Operation) -> bool:
        """Of a table that this very group makes: it is made as it is in the end."""
        return isinstance(operation, (*OF_FIELDS, *OF_NAMES)) and subject(operation)[0] in self.made

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"
