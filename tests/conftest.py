"""What every test may use: real areas and lists, the cast of people, and ways to look with their eyes."""

from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.choices import Factor
from accounts.queries import viewer_of
from accounts.sessions import begin
from core.scope import open_scope
from regions.models import Area
from tests.database import drop_database, load_reference, make_database
from tests.people import Offices, People, make_offices, make_people

pytest_plugins = ["tests.browser", "tests.files", "tests.keyfiles", "tests.sides"]

BACKEND = "accounts.backends.OfficeBackend"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """The test database with all areas and reference lists, a copy of one template for each worker."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # otherwise whitenoise warns
    with django_db_blocker.unblock():
        name = make_database()
    yield
    with django_db_blocker.unblock():
        drop_database(name)


@pytest.fixture
def reference(db) -> None:
    """Areas and lists, also after a test that emptied the tables."""
    if not Area.objects.exists():
        load_reference()


@pytest.fixture
def offices(reference) -> Offices:
    return make_offices()


@pytest.fixture
def people(offices) -> People:
    return make_people(offices)


def signed_in_client(user, **options) -> Client:
    """A client with the session that signing in with a second factor makes, without the cost of a password."""
    user.refresh_from_db(fields=["session_epoch", "language"])
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    session = client.session
    begin(session, user, factor=Factor.TOTP)
    session.save()
    return client


@pytest.fixture
def client_for():
    """`client_for(user)`: a browser in which this user is signed in."""
    return signed_in_client


@pytest.fixture
def scope_of():
    """`with scope_of(user):` looks at guarded models with this user's eyes, as of today or of `on`."""

    @contextmanager
    def opened(user, on: date | None = None):
        with open_scope(viewer_of(user, on)) as scope:
            yield scope

    return opened
