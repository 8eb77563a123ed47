"""What was typed into a form that had to wait: carried through another page, without passwords and codes."""

from django.http import HttpRequest

SECRET = frozenset({"csrfmiddlewaretoken", "password", "current", "code", "sure_password", "sure_code", "sure_clock"})


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and value of each input of the posted form, in its order."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in SECRET]
