"""The pages of old spreadsheets in a browser, small and wide: they fit and can be read."""

import pytest
from django.db import transaction

from tests.cases.dirty_lists import book
from tests.cases.test_old_data import taken_over, waiting_book
from tests.e2e.conftest import PHONE
from tests.e2e.test_grid import DESK, is_sound

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = [["Nama", "Umur"], ["La Coba Lain", 30]]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_an_old_book_fit(size, people, new_context, sign_in, live_server, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        done, waits = taken_over(people.caseworker), waiting_book(people.caseworker, book(("A", OTHER), ("B", OTHER)))
    context = new_context(**size)
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    for path in ("", f"{waits.pk}/", f"{waits.pk}/kolom/", f"{waits.pk}/baris/1/", f"{done.pk}/"):
        page.goto(f"{live_server.url}/data-lama/{path}")
        assert (path, is_sound(page)) == (path, [])
