"""What every template may know about the office that runs this system."""

from types import SimpleNamespace

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, object]:
    """``office``: names and addresses from the settings, and whether its data are not real ones."""
    return {
        "office": SimpleNamespace(
            name=settings.OFFICE_NAME,
            short_name=settings.OFFICE_SHORT_NAME,
            code=settings.OFFICE_CODE,
            province_name=settings.OFFICE_PROVINCE_NAME,
            city=settings.OFFICE_CITY,
            address=settings.OFFICE_ADDRESS,
            phone=settings.OFFICE_PHONE,
            email=settings.OFFICE_EMAIL,
            letterhead=settings.OFFICE_LETTERHEAD.replace("/", "/\n"),  # ministry and agency, each on its line
            time_zone_label=settings.TIME_ZONE_LABEL,
            is_demo=settings.APP_ENV == "development",
            without_factor=settings.DEMO_WITHOUT_FACTOR,
        ),
        "request_id": getattr(request, "id", ""),
        "session_idle_seconds": idle_seconds(),
    }


def idle_seconds() -> int:
    """The server notes a look once a minute, so the page counts one minute less."""
    return max(60, settings.SESSION_IDLE_SECONDS - 60)
