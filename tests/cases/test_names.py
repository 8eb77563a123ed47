"""Keys of personal names: what people drop and spell in several ways does not tell people apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import initials, name_key, name_tokens, plain, skeletons, stored_tokens

SAME = [
    ("La Ode Contoh", "LAODE CONTOH"),
    ("Wa Ode Sitti", "Waode Siti"),
    ("Soekardjo", "Sukarjo"),
    ("Tjahya", "Cahya"),
    ("Muhammad", "Muhamad"),
    ("Nurhaidah", "Nuraida"),
    ("Contoh bin La Contoh", "Contoh binti Contoh"),
    ("H. Djafar", "Jafar"),
    ("Ma'ruf", "Maruf"),
    ("José", "Jose"),
]
APART = [("Samudra", "Samudera"), ("Sumarni", "Sumarno"), ("Andi", "Budi")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_name_tokens_fold_spellings(one, other):
    assert name_tokens(one) == name_tokens(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_name_tokens_keep_apart(one, other):
    assert name_tokens(one) != name_tokens(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Samudra", ["~smdr"]), ("Samudera", ["~smdr"]), ("Ani", ["~an"]), ("Wa Ode", ["~od", "~wa"])],
)
def test_skeletons(name, expected):
    assert skeletons(name) == expected


def test_name_of_particles_only_keeps_its_words():
    assert name_tokens("La Ode") == ["la", "ode"]


def test_initials_mask_a_name():
    assert initials("Wa Ode Sitti") == "W. O. S."
    assert initials("  ") == "-"


@given(st.text(max_size=300))
def test_keys_never_raise_and_are_stable(text):
    key = name_key(text)
    assert name_key(key) == name_key(name_key(key))
    assert len(key) <= 200
    assert all(len(token) <= 60 for token in stored_tokens(text))
    assert plain(plain(text)) == plain(text)
