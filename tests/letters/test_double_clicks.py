"""The same form sent twice at the same moment: one row, and both are led to it."""

import threading
import uuid

import pytest
from django.db import connection

from letters.models import Letter, PressRelease
from tests.cases.test_releases import body as release_body
from tests.cases.test_releases import new
from tests.conftest import signed_in_client
from tests.factories.casework import make_group
from tests.letters.test_pages import body as letter_body
from tests.seeing import everything


def at_once(user, url: str, sent: dict) -> list[tuple[int, str]]:
    answers, start = [], threading.Barrier(3)

    def work():
        client = signed_in_client(user)
        start.wait()
        answer = client.post(url, sent)
        answers.append((answer.status_code, answer.url))
        connection.close()

    threads = [threading.Thread(target=work) for _time in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_recorded_once(people):
    answers = at_once(people.caseworker, "/surat/baru/", letter_body(form_id=str(uuid.uuid4())))
    with everything():
        row = Letter.objects.get()
    assert answers == [(302, f"/surat/{row.agenda_number}/")] * 3


@pytest.mark.django_db(transaction=True)
def test_a_release_is_drafted_once(people, scope_of):
    with everything(), scope_of(people.caseworker):
        group = make_group(people.caseworker)
    answers = at_once(people.pr, new(group), release_body())
    with everything():
        row = PressRelease.objects.get()
    assert answers == [(302, f"/siaran/{row.pk}/")] * 3
