"""A case and a return of two districts, made by those who would make them."""

import pytest

from tests.factories.casework import make_case, make_group, make_returnee, person


@pytest.fixture
def case(people, scope_of):
    """A case of a person from Buton Tengah, opened by the district."""
    with scope_of(people.district_buton_tengah):
        return make_case(people.district_buton_tengah)


@pytest.fixture
def group(people, scope_of):
    """A return that the district of Buton Tengah logged."""
    with scope_of(people.district_buton_tengah):
        return make_group(people.district_buton_tengah)


@pytest.fixture
def returnee(group, people, scope_of):
    """Somebody of that return, waiting to be verified."""
    with scope_of(people.district_buton_tengah):
        return make_returnee(people.district_buton_tengah, group=group, who=person("La Coba Karang"))
