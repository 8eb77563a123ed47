"""A phone in the hand of an officer: a narrow touch screen, signed in without the cost of a password."""

import os

import pytest
from django.conf import settings as django_settings

from tests.conftest import signed_in_client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def sign_in():
    """`sign_in(context, user, live_server)`: this browser is signed in as that user from now on."""

    def enter(context, user, server):
        name = django_settings.SESSION_COOKIE_NAME
        session = signed_in_client(user).cookies[name].value
        context.clear_cookies()
        context.add_cookies([{"name": name, "value": session, "url": server.url}])

    return enter


@pytest.fixture
def phone(new_context):
    """A browser as on a small phone."""
    return new_context(**PHONE)
