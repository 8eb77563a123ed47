"""Changing the wording and the sheet of a text or a paper."""

from core.history import action
from letters.models import PaperTemplate
from letters.wording import refuse_wording
from letters.writings import Writing


@action
def change_template(*, code: str, values: dict, by) -> PaperTemplate:
    """In use from now on; what was before stays in the list. Raises DomainError for a wording that cannot be used."""
    writing = Writing.registry[code]
    if writing.has_wording:
        refuse_wording(values["body"], writing.names)
    newest = PaperTemplate.objects.filter(code=code).order_by("-pk").first()
    if newest is not None and all(getattr(newest, name) == value for name, value in values.items()):
        return newest
    return PaperTemplate.objects.create(code=code, by=by, **values)
