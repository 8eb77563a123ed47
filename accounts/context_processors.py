"""What every page knows about its viewer: the viewer and the menu by rights."""

from accounts.menu import menu_for


def viewer(request) -> dict[str, object]:
    found = getattr(request, "viewer", None)
    return {"viewer": found, "menu": menu_for(found, request.path) if found else []}
