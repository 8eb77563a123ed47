"""Words of states: the same in Indonesian as those of buttons, where English has two."""

import pytest
from django.utils import translation

from cases.choices import RepatriationState, TaskState
from core.forms import BaseForm
from core.states import State, all_states
from core.templatetags import ui


@pytest.mark.parametrize(("language", "state", "button"), [("id", "Batal", "Batal"), ("en", "Cancelled", "Cancel")])
def test_batal_is_a_state_and_a_button(language, state, button):
    with translation.override(language):
        for key in ("ret_cancelled", "task_dropped"):
            assert f"<span>{state}</span>" in ui.state_chip(key)
        assert [str(RepatriationState.CANCELLED.label), str(TaskState.DROPPED.label)] == [state, state]
        assert str(BaseForm.cancel_label) == button


def test_every_state_has_its_word_in_each_language():
    with translation.override("en"):
        english = {key: state.label() for key, state in all_states().items()}
    assert all(english.values())
    assert State("plain", "Selesai").label() == "Selesai"
    assert english["ret_done"] != all_states()["ret_done"].label()
