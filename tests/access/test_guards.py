"""Every model that leads to a person or a case is guarded, or stands on the reviewed list below."""

from django.apps import apps

from core.scope import ScopedManager

OURS = {"core", "regions", "accounts", "letters", "cases", "outreach", "reports"}
PEOPLE = {"Worker", "Case", "Repatriation", "Returnee"}
REVIEWED = {
    # return and district, no person; what a district's list walks
    "cases.RepatriationDistrict",
}


def leads_to_people(model, seen: frozenset = frozenset()) -> bool:
    if model.__name__ in PEOPLE:
        return True
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target is None or target in seen or target._meta.app_label not in OURS:
            continue
        if leads_to_people(target, seen | {model}):
            return True
    return False


def history_table(model) -> bool:
    """Tables of the history triggers; read through the record alone (`row.events`)."""
    return hasattr(model, "pgh_tracked_model")


def test_every_model_with_people_is_guarded():
    unguarded = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not history_table(model)
        and leads_to_people(model)
        and not isinstance(model._default_manager, ScopedManager)
    }
    assert unguarded == REVIEWED
