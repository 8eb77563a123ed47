"""The key file and the key ring: what they take, what they refuse, and that neither ever shows a key."""

import base64
import json
import random

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from bp3mi.embedded.folders import Folder
from core.keyfile import KeyFileError, KeyMaterial, make_key_file, new_material, read_key_file, write_key_file
from core.keys import BLIND_LENGTH, OVERHEAD, CannotDecrypt, KeyRing, key_id_of, read_ring

RING = KeyRing(new_material())
PLACES = st.text(min_size=1, max_size=30)


def turned(material: KeyMaterial, kind: str) -> KeyMaterial:
    """With a new key that writes."""
    return material.with_keys(kind, material.keys(kind).with_new().turned())


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "keys" / "keys.json"
    make_key_file(path)
    return path


def test_first_start_makes_a_file_for_its_owner_alone(file):
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    ("given", "is_made"), [({}, True), ({"APP_ENV": "production"}, False), ({"KEY_FILE": "/nowhere.json"}, False)]
)
def test_a_new_data_folder_gets_keys_unless_the_environment_names_them(tmp_path, monkeypatch, given, is_made):
    for name in ("KEY_FILE", "APP_ENV"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    Folder(tmp_path).prepare()
    Folder(tmp_path).prepare()
    file = tmp_path / "keys" / "keys.json"
    assert file.exists() is is_made
    assert not is_made or file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_never_made_anew(file):
    before = file.read_bytes()
    assert make_key_file(file) is False
    assert file.read_bytes() == before


def test_two_files_have_no_key_in_common(tmp_path):
    made = []
    for name in ("a", "b"):
        make_key_file(tmp_path / name)
        material = read_key_file(tmp_path / name)
        made.append({*material.data.by_id.values(), *material.blind.by_id.values(), material.sign})
    assert len(made[0]) == len(made[1]) == 3
    assert not made[0] & made[1]


def test_written_material_is_read_again(file):
    material = turned(read_key_file(file), "data")
    write_key_file(file, material)
    assert read_key_file(file) == material
    assert (material.data.current, sorted(material.data.by_id)) == (2, [1, 2])
    assert file.stat().st_mode & 0o777 == 0o600


def test_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(KeyFileError, match="cannot be read: No such file .*sealed copy"):
        read_key_file(tmp_path / "none.json")


def test_file_open_to_everybody_is_refused(file):
    file.chmod(0o604)
    with pytest.raises(KeyFileError, match=f"chmod 600 {file}"):
        read_key_file(file)


DAMAGES = {
    "cut": lambda content: None,
    "format": lambda content: content.update(format=2),
    "no current": lambda content: content["data"].update(current=9),
    "short key": lambda content: content["data"]["keys"].update({"1": base64.b64encode(b"x" * 31).decode()}),
    "no base64": lambda content: content["blind"]["keys"].update({"1": "!!"}),
    "no sign": lambda content: content.pop("sign"),
    "large id": lambda content: content["data"]["keys"].update({"70000": content["sign"]}),
    "no keys": lambda content: content["blind"].pop("keys"),
    "list": lambda content: content.update(data=[]),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_file_is_refused_without_showing_a_key(file, name):
    content = json.loads(file.read_text())
    keys = [content["data"]["keys"]["1"], content["blind"]["keys"]["1"], content["sign"]]
    DAMAGES[name](content)
    file.write_text(file.read_text()[:-40] if name == "cut" else json.dumps(content))
    with pytest.raises(KeyFileError, match="is damaged .*do not make a new one") as error:
        read_key_file(file)
    told = f"{error.value}{error.value.__cause__}{error.value.__context__}"
    assert not any(key in told for key in keys)


def test_nothing_shows_a_key():
    material = new_material()
    ring = KeyRing(material)
    told = f"{material!r}{material}{ring!r}{ring}"
    assert all(
        repr(key) not in told for key in (*material.data.by_id.values(), *material.blind.by_id.values(), material.sign)
    )


@given(PLACES, PLACES, st.binary(max_size=300))
def test_what_was_encrypted_is_read_again(column, row, text):
    sealed = RING.encrypt(column, row, text)
    assert RING.decrypt(column, row, sealed) == text
    assert RING.decrypt(column, row, memoryview(sealed)) == text
    assert len(sealed) == len(text) + OVERHEAD


@given(PLACES, PLACES, PLACES, PLACES)
def test_a_value_of_another_place_is_refused(column, row, other_column, other_row):
    sealed = RING.encrypt(column, row, b"7471010101900001")
    if (column, row) == (other_column, other_row):
        return
    with pytest.raises(CannotDecrypt):
        RING.decrypt(other_column, other_row, sealed)


def test_each_changed_bit_is_noticed():
    sealed = RING.encrypt("t.c", "1", b"7471010101900001")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(CannotDecrypt):
            RING.decrypt("t.c", "1", bytes(changed))


@given(st.binary(max_size=80))
def test_bytes_that_are_no_value_are_refused(junk):
    with pytest.raises(CannotDecrypt):
        RING.decrypt("t.c", "1", junk)


def test_same_text_is_never_the_same_twice():
    assert len({RING.encrypt("t.c", "1", b"same") for _ in range(1000)}) == 1000


def test_error_shows_no_value():
    sealed = RING.encrypt("t.c", "1", b"7471010101900001")
    with pytest.raises(CannotDecrypt) as error:
        KeyRing(new_material()).decrypt("t.c", "1", sealed)
    assert "7471" not in str(error.value)
    assert sealed.hex()[:8] not in str(error.value)


def test_older_key_reads_and_newer_writes():
    old = new_material()
    sealed = KeyRing(old).encrypt("t.c", "1", b"a")
    ring = KeyRing(turned(old, "data"))
    assert ring.decrypt("t.c", "1", sealed) == b"a"
    assert (key_id_of(sealed), key_id_of(ring.encrypt("t.c", "1", b"a"))) == (1, 2)
    with pytest.raises(CannotDecrypt, match="data key 1, which is not in the ring"):
        KeyRing(old.with_keys("data", turned(old, "data").data.without_old())).decrypt("t.c", "1", sealed)


@given(st.text(max_size=30), st.text(max_size=30))
def test_blind_index_is_equal_exactly_for_equal_texts(one, two):
    assert (RING.blind("nik", one) == RING.blind("nik", two)) is (one == two)
    assert len(RING.blind("nik", one)) == BLIND_LENGTH
    assert RING.blind("nik", one) != RING.blind("phone", one)


def test_blind_index_cannot_be_made_without_the_office_s_key():
    here, there = KeyRing(new_material()), KeyRing(new_material())
    assert here.blind("nik", "1") != there.blind("nik", "1")


def test_blind_index_of_both_keys_is_searched():
    old = new_material()
    ring = KeyRing(turned(old, "blind"))
    assert KeyRing(old).blind("nik", "1") in ring.blinds("nik", "1")
    assert ring.blind("nik", "1") in ring.blinds("nik", "1")
    assert len(ring.blinds("nik", "1")) == 2


def test_check_values_tell_keys_apart_and_nothing_else():
    material = new_material()
    values = KeyRing(material).check_values
    assert values == KeyRing(material).check_values
    assert sorted(values) == ["blind:1", "data:1", "sign:1"]
    assert not set(values.values()) & set(KeyRing(new_material()).check_values.values())
    assert material.data.by_id[1][:16] not in values.values()


def test_signature_of_the_seal_key_is_verified():
    key = RING.seal_key()
    key.public_key().verify(key.sign(b"checkpoint"), b"checkpoint")


def test_ring_follows_the_file(file, settings):
    settings.KEY_FILE = str(file)
    first = read_ring()
    assert read_ring() is first
    write_key_file(file, turned(read_key_file(file), "data"))
    assert read_ring().data_key_id == 2
    file.unlink()
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        read_ring()


def test_ten_thousand_values_are_all_read_again():
    random_rows = random.Random(7).sample(range(10**9), 10_000)
    sealed = [(row, RING.encrypt("w.nik", str(row), str(row).encode())) for row in random_rows]
    assert all(RING.decrypt("w.nik", str(row), value) == str(row).encode() for row, value in sealed)
