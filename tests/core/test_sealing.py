"""How a backup is closed: only the passphrase opens the lock, and no stream that was touched opens again."""

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.backups import BackupDamaged, BackupError, sealing

KEY = b"k" * 32
PASSPHRASE = "kapal putih berlabuh pagi"


@pytest.fixture(scope="module")
def lock():
    return sealing.make_lock(PASSPHRASE)


@pytest.fixture
def short_pieces(monkeypatch):
    """Pieces of sixteen bytes, so that a short stream has many."""
    monkeypatch.setattr(sealing, "PIECE", 16)


def sealed(content: bytes, name: str = "part") -> bytes:
    return b"".join(sealing.sealed_pieces(KEY, name, [content]))


def opened(stream: bytes, name: str = "part", key: bytes = KEY) -> bytes:
    return b"".join(sealing.opened_pieces(key, name, io.BytesIO(stream)))


def test_the_lock_opens_for_its_passphrase_however_it_is_spaced(lock):
    private = sealing.open_lock(lock, f"  {PASSPHRASE.replace(' ', '  ')}\n")
    content = os.urandom(400)
    assert sealing.unseal(private, sealing.seal_to(lock, content, "keys"), "keys") == content


@pytest.mark.parametrize("wrong", ["", "kapal putih berlabuh", PASSPHRASE.upper(), f"{PASSPHRASE}x"])
def test_another_passphrase_opens_nothing(lock, wrong):
    with pytest.raises(BackupError, match="Frasa sandi tidak cocok"):
        sealing.open_lock(lock, wrong)


def test_a_short_passphrase_is_refused():
    with pytest.raises(BackupError, match="paling sedikit 20 huruf"):
        sealing.make_lock("pendek   sekali  ini")


def test_what_is_sealed_to_the_lock_is_bound_to_its_context_and_its_bytes(lock):
    private = sealing.open_lock(lock, PASSPHRASE)
    whole = sealing.seal_to(lock, b"kunci", "keys")
    for harmed, context in [
        (whole, "data key"),
        (whole[:-1], "keys"),
        (whole + b"x", "keys"),
        (b"", "keys"),
        *[
            (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], "keys")
            for at in (0, 31, 32, 43, 44, len(whole) - 1)
        ],
    ]:
        with pytest.raises(BackupDamaged):
            sealing.unseal(private, harmed, context)


def test_the_lock_holds_no_secret_and_two_are_never_the_same(lock):
    other = sealing.make_lock(PASSPHRASE)
    assert (set(lock), lock["cost"]) == ({"format", "salt", "cost", "public"}, {"n": 2**17, "r": 8, "p": 1})
    assert other["public"] != lock["public"]


@pytest.mark.parametrize(
    "cost", [{"n": 2**30, "r": 8, "p": 1}, {"n": 2**10, "r": 8, "p": 1}, {"n": 2**17, "r": 9, "p": 1}]
)
def test_a_lock_that_asks_for_too_much_or_too_little_work_is_refused(lock, cost):
    with pytest.raises(BackupDamaged):
        sealing.open_lock({**lock, "cost": cost}, PASSPHRASE)


def test_a_suggested_passphrase_is_long_and_new_each_time():
    one, other = sealing.suggested_passphrase(), sealing.suggested_passphrase()
    assert one != other
    assert [len(group) for group in one.split("-")] == [5] * 6
    assert sealing.make_lock(one)


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 33, 1000])
def test_a_stream_comes_back(short_pieces, size):
    content = bytes(at % 251 for at in range(size))
    assert opened(sealed(content)) == content


def test_a_long_stream_comes_back_in_pieces():
    content = os.urandom((3 << 20) + 5)
    parts = [content[at : at + 70_000] for at in range(0, len(content), 70_000)]
    stream = b"".join(sealing.sealed_pieces(KEY, "part", parts))
    assert [len(piece) for piece in sealing.opened_pieces(KEY, "part", io.BytesIO(stream))] == [1 << 20] * 3 + [5]
    assert opened(stream) == content


def test_a_stream_is_bound_to_its_key_and_its_name():
    stream = sealed(b"isi")
    for name, key in (("other", KEY), ("part", b"x" * 32)):
        with pytest.raises(BackupDamaged):
            opened(stream, name, key)


harm = st.tuples(st.sampled_from(["flip", "cut", "insert", "tail", "swap"]), st.integers(0, 10**6), st.integers(1, 40))


def harmed(stream: bytes, kind: str, at: int, count: int) -> bytes:
    at %= len(stream)
    if kind == "flip":
        return stream[:at] + bytes([stream[at] ^ (1 << count % 8)]) + stream[at + 1 :]
    if kind == "cut":
        return stream[:at] + stream[at + count :]
    if kind == "insert":
        return stream[:at] + b"\0" * count + stream[at:]
    if kind == "tail":
        return stream[:-count]
    head, body = stream[:22], stream[22:]
    pieces = [body[start : start + 32] for start in range(0, len(body), 32)]
    first = at % (len(pieces) - 1)
    pieces[first], pieces[first + 1] = pieces[first + 1], pieces[first]
    return head + b"".join(pieces)


@settings(max_examples=300, deadline=None)
@given(size=st.integers(40, 200), change=harm)
def test_no_stream_that_was_touched_opens_again(size, change):
    original, sealing.PIECE = sealing.PIECE, 16
    try:
        stream = sealed(bytes(size))
        touched = harmed(stream, *change)
        if touched != stream:
            with pytest.raises(BackupDamaged):
                opened(touched)
    finally:
        sealing.PIECE = original
