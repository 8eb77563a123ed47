"""What every page knows about its viewer: the viewer, the menu by rights, and when the session ends."""

from accounts.menu import menu_for
from accounts.middleware import stays
from accounts.sessions import seconds_left
from core.context_processors import idle_seconds


def viewer(request) -> dict[str, object]:
    found = getattr(request, "viewer", None)
    if not found:
        return {"viewer": None, "menu": []}
    left = seconds_left(request.session)
    stays_on = stays(request.session, found)
    return {
        "viewer": found,
        "menu": menu_for(found, request.path),
        "session_left": left,
        "session_idle_seconds": left if stays_on else idle_seconds(),
    }
