"""The guide."""

import pytest

from reports.help_pages import PAGES


def listed(client, text="") -> list[str]:
    return [page["code"] for page in client.get("/panduan/", {"q": text}).context["pages"]]


def test_every_account_gets_all_pages(people, client_for):
    for user in (people.district_buton_tengah, people.auditor, people.outsider):
        assert listed(client_for(user)) == [page.code for page in PAGES]


@pytest.mark.parametrize(
    ("text", "code"), [("kapal", "catat-kedatangan"), ("SANDI lupa", None), ("excel keperluan", "unduhan")]
)
def test_pages_are_found_by_their_words(people, client_for, text, code):
    assert listed(client_for(people.head), text) == ([code] if code else [])


def test_nothing_found_says_so(people, client_for):
    page = client_for(people.head).get("/panduan/?q=xyz").content.decode()
    assert 'Tidak ada panduan yang cocok dengan "xyz".' in page


@pytest.mark.parametrize("topic", PAGES, ids=[topic.code for topic in PAGES])
def test_each_page_opens_with_steps(people, client_for, topic):
    response = client_for(people.district_buton_tengah).get(f"/panduan/{topic.code}/")
    assert response.status_code == 200
    assert "<li>" in response.content.decode()


def test_an_unknown_page_is_not_found(people, client_for):
    assert client_for(people.head).get("/panduan/apa/").status_code == 404
