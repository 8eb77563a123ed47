"""Families of a return: tied in one step, shown and handed over together, and a child who is alone."""

from datetime import date

import pytest

from cases.actions.families import link_relatives
from cases.actions.handovers import prepare_handover, sign_handover
from cases.models import FamilyLink
from core.exceptions import DomainError
from tests.counting import queries_of
from tests.factories.casework import DAY, make_group, make_returnee, person
from tests.seeing import everything


@pytest.fixture
def family(people, scope_of):
    """A mother, her two children, and a stranger who stands between them on the list."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        group = make_group(officer)
        told = (("Wa Contoh Ibu", 34), ("La Contoh Asing", 40), ("La Contoh Sulung", 14), ("Wa Contoh Bungsu", 6))
        return [make_returnee(officer, group=group, who=person(name, age=age)) for name, age in told]


def at(rows, *parts) -> str:
    return "/".join(["/pemulangan", rows[0].repatriation.number, *(str(part) for part in parts), ""])


def body(rows, relation: str = "PARENT", *relatives: int) -> dict[str, object]:
    return {"person": rows[0].pk, "relation": relation, "relatives": [rows[place].pk for place in relatives]}


def names_on(page: str) -> list[str]:
    names = ("Wa Contoh Ibu", "La Contoh Asing", "La Contoh Sulung", "Wa Contoh Bungsu")
    return sorted(names, key=lambda name: page.index(f"<b>{name}</b>"))


def test_a_mother_and_her_children_are_tied_in_one_step(family, people, client_for):
    client, there = client_for(people.district_buton_tengah), at(family)
    page = client.get(there).content.decode()
    assert page.count("Tanpa pendamping") == 2
    assert f"{at(family, 'keluarga')}?orang={family[2].pk}" in page
    opened = client.get(f"{at(family, 'keluarga')}?orang={family[2].pk}").context["form"]
    assert (opened["person"].value(), opened["relatives"].value()) == (family[0].pk, [family[2].pk])
    answer = client.post(at(family, "keluarga"), body(family, "PARENT", 2, 3))
    assert answer.url == f"{there}#orang"
    page = client.get(there).content.decode()
    assert page.count("Bersama orang tua") == 2
    assert "Tanpa pendamping" not in page
    assert "Keluarga, 3 orang" in page
    assert names_on(page) == ["Wa Contoh Ibu", "La Contoh Sulung", "Wa Contoh Bungsu", "La Contoh Asing"]
    keys = "&amp;".join(f"orang={family[place].pk}" for place in (0, 2, 3))
    assert f"{at(family, 'serah-terima')}?{keys}" in page


def test_the_form_of_a_handover_shows_the_family_together(family, people, client_for):
    client = client_for(people.district_buton_tengah)
    client.post(at(family, "keluarga"), body(family, "PARENT", 2, 3))
    chosen = "&".join(f"orang={family[place].pk}" for place in (0, 2, 3))
    answer = client.get(f"{at(family, 'serah-terima')}?{chosen}")
    page = answer.content.decode()
    labels = [
        "Wa Contoh Ibu (keluarga 1)",
        "La Contoh Sulung (keluarga 1)",
        "Wa Contoh Bungsu (keluarga 1)",
        "La Contoh Asing",
    ]
    assert sorted(labels, key=page.index) == labels
    assert answer.context["form"]["people"].value() == [family[0].pk, family[2].pk, family[3].pk]


def test_both_sides_know_it_on_the_page_of_the_person(family, people, client_for):
    client = client_for(people.district_buton_tengah)
    client.post(at(family, "keluarga"), body(family, "PARENT", 2))
    mother, child = (client.get(f"/pekerja/{family[place].worker.number}/").content.decode() for place in (0, 2))
    assert "La Contoh Sulung" in mother
    assert "Wa Contoh Ibu" in child


def test_two_are_tied_once_and_the_last_word_counts(family, people, scope_of):
    with scope_of(people.caseworker):
        for person_of, relation, other in ((0, "SIBLING", 2), (2, "CHILD", 0), (0, "PARENT", 2)):
            link_relatives(person=family[person_of], relation=relation, relatives=[family[other]], by=people.caseworker)
    with everything():
        link = FamilyLink.objects.get()
        assert (link.worker, link.relative, link.relation) == (family[2].worker, family[0].worker, "PARENT")


def test_a_child_beside_grown_family_is_not_alone_and_one_beside_a_child_is(family, people, client_for):
    client = client_for(people.district_buton_tengah)
    client.post(at(family, "keluarga"), {"person": family[1].pk, "relation": "OTHER", "relatives": [family[2].pk]})
    page = client.get(at(family)).content.decode()
    assert (page.count("Bersama keluarga"), page.count("Tanpa pendamping")) == (1, 1)
    client.post(at(family, "keluarga"), {"person": family[2].pk, "relation": "SIBLING", "relatives": [family[3].pk]})
    assert "Keluarga, 3 orang" in client.get(at(family)).content.decode()


def test_a_child_is_settled_by_a_receiver(family, people, scope_of, client_for):
    by = people.caseworker
    with scope_of(by):
        for child in family[2:]:
            told = {"kind": "FAMILY", "kinship": "PARENT"}
            row = prepare_handover(repatriation=child.repatriation, values=told, people=[child], by=by)
            sign_handover(handover=row, version=1, values={**told, "on": DAY}, people=[child], witnesses=[], by=by)
    assert "Tanpa pendamping" not in client_for(by).get(at(family)).content.decode()


def test_a_parent_who_stayed_behind_is_not_beside(family, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(family, "keluarga"), body(family, "PARENT", 2, 3))
    with everything():
        mother = type(family[0]).objects.get(pk=family[0].pk)
        mother.arrival_state, mother.not_arrived_reason = "NOT_ARRIVED", "LEFT"
        mother.save()
    assert client.get(at(family)).content.decode().count("Tanpa pendamping") == 2


def test_a_tie_is_loosened(family, people, client_for):
    client = client_for(people.district_buton_tengah)
    client.post(at(family, "keluarga"), body(family, "PARENT", 2))
    with everything():
        pk = FamilyLink.objects.get().pk
    there = at(family, "keluarga", pk, "lepas")
    assert client.get(there).status_code == 405
    assert client_for(people.district_wakatobi).post(there).status_code == 404
    assert client_for(people.placement).post(there).status_code == 403
    assert client.post(there).url == f"{at(family)}#orang"
    assert client.post(there).status_code == 404
    with everything():
        assert not FamilyLink.objects.exists()


def test_who_may(family, people, client_for, client):
    there = at(family, "keluarga")
    assert client_for(people.district_buton_tengah_2).post(there, body(family, "PARENT", 2)).status_code == 302
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.placement).get(there).status_code == 403
    assert client.get(there).status_code == 302
    assert client_for(people.caseworker).put(there).status_code == 405


@pytest.mark.parametrize(
    ("relation", "relatives", "sentence"),
    [
        ("PARENT", (), "Pilih paling sedikit satu anggota keluarganya"),
        ("PARENT", (0,), "tidak dapat menjadi keluarga dirinya sendiri"),
        ("CHILD", (2,), "tidak lebih tua daripada"),
    ],
)
def test_bad_input_is_said_and_kept(relation, relatives, sentence, family, people, client_for):
    answer = client_for(people.caseworker).post(at(family, "keluarga"), body(family, relation, *relatives))
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert f'<option value="{relation}" selected>' in page


def test_somebody_out_of_sight_is_not_offered_and_not_tied(family, people, scope_of, client_for):
    with scope_of(people.caseworker):
        far = make_returnee(
            people.caseworker, group=family[0].repatriation, who=person("La Contoh Jauh", district="74.07", age=50)
        )
        link_relatives(person=far, relation="PARENT", relatives=[family[2]], by=people.caseworker)
    client = client_for(people.district_buton_tengah)
    assert "La Contoh Jauh" not in client.get(at(family, "keluarga")).content.decode()
    assert "La Contoh Jauh" not in client.get(at(family)).content.decode()
    answer = client.post(at(family, "keluarga"), {**body(family, "PARENT", 2), "person": far.pk})
    assert answer.status_code == 422


def test_impossible_ages_refuse_nothing_where_an_age_is_unknown(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, on=date(2026, 11, 20))
        one, other = (make_returnee(people.caseworker, group=group, who=person(age=age)) for age in (None, 9))
        link_relatives(person=one, relation="PARENT", relatives=[other], by=people.caseworker)
        with pytest.raises(DomainError, match="dirinya sendiri"):
            link_relatives(person=one, relation="SPOUSE", relatives=[one], by=people.caseworker)


def test_a_list_asks_the_same_number_of_queries_with_more_families(family, people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for places in ((2,), (3,)):
        with scope_of(people.caseworker):
            relatives = [family[place] for place in places]
            link_relatives(person=family[0], relation="PARENT", relatives=relatives, by=people.caseworker)
        counts.append(queries_of(client, at(family)))
    assert counts[0] == counts[1]
