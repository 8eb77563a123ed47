"""The officer reads words: whatever an action can write into the record of looks has one, in both languages."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator

from django.db.models import Model

import accounts.actions
import cases.actions
import core.actions
import letters.actions
import reports.actions
from cases.grounds import KINDS, kind_of
from cases.views.reveal import MASKED
from reports.action_words import ACTION_WORDS, TOUCHED_WORDS
from reports.words import FIELD_WORDS, KIND_WORDS, field_word

PACKAGES = (accounts.actions, cases.actions, core.actions, letters.actions, reports.actions)


def all_actions() -> Iterator[Callable]:
    for package in PACKAGES:
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for function in vars(module).values():
                if inspect.isfunction(function) and function.__module__ == module.__name__ and is_action(function):
                    yield function


def is_action(function: Callable) -> bool:
    return "as_one_change" in function.__code__.co_names


def models_in(hint: object) -> Iterator[type[Model]]:
    if inspect.isclass(hint) and issubclass(hint, Model):
        yield hint
    for part in typing.get_args(hint):
        yield from models_in(part)


def test_every_action_has_its_words():
    names = {function.__name__ for function in all_actions()}
    assert len(names) > 50
    assert names - ACTION_WORDS.keys() == set()
    assert ACTION_WORDS.keys() - names == {"by_system"}
    assert field_word("edit_case") == "mengubah kasus"


def test_every_kind_that_an_action_touches_has_its_word():
    kinds = {package.__name__.split(".")[0] for package in PACKAGES} | {"system"}
    for function in all_actions():
        hints = typing.get_type_hints(function.__wrapped__)
        given = [hint for name, hint in hints.items() if name != "by"]
        kinds |= {KINDS.get(model) or kind_of(model) for hint in given for model in models_in(hint)}
    assert " ".join(sorted(kinds - KIND_WORDS.keys() - TOUCHED_WORDS.keys())) == ""


def test_every_number_that_can_be_revealed_has_its_word():
    assert {field_class for _word, _label, field_class in MASKED.values()} | {"SOURCE", "FILE"} <= FIELD_WORDS.keys()
