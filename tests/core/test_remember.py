"""What is asked on every page is read once a minute."""

import time_machine

from core.remember import SECONDS, forget_all, remembered


def counting(answers):
    """A remembered read that answers the next of `answers` each time it really reads."""
    left = iter(answers)
    return remembered(lambda *_words: next(left))


def test_second_question_is_answered_from_memory():
    read = counting([["a"], ["b"]])
    assert (read(), read()) == (["a"], ["a"])


def test_each_question_has_an_answer_of_its_own():
    read = counting([["a"], ["b"]])
    assert (read("id"), read("en"), read("id")) == (["a"], ["b"], ["a"])


def test_empty_answer_is_asked_again():
    read = counting([[], ["a"]])
    assert (read(), read()) == ([], ["a"])


def test_forgetting_reads_anew():
    read = counting([["a"], ["b"]])
    read()
    forget_all()
    assert read() == ["b"]


def test_memory_lasts_a_minute():
    read = counting([["a"], ["b"]])
    with time_machine.travel(0, tick=False) as clock:
        assert read() == ["a"]
        clock.shift(SECONDS - 1)
        assert read() == ["a"]
        clock.shift(2)
        assert read() == ["b"]
