"""Is there a sign of trafficking (UU 21/2007 art. 1(1)): the table that a lawyer reads, and what always holds."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.interview_choices import ScreeningResult
from cases.screening import NO, UNKNOWN, YES, edition, edition_on, explain, judge, proposals

ASKED = edition("2026-1")
CODES = [question.code for question in ASKED.questions]
MEANS = {question.code for question in ASKED.of("MEANS")}
TABLE = Path(__file__).parent / "data" / "screening_rule.csv"
CHILD = {"anak": True, "dewasa": False, "tidak diketahui": None}
WORDS = {"ya": YES, "tidak": NO, "?": UNKNOWN}
answered = st.fixed_dictionaries({code: st.sampled_from([YES, NO, UNKNOWN]) for code in CODES})
ages = st.sampled_from([True, False, None])


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def answers_of(row: dict[str, str]) -> dict[str, str]:
    """Each element as a whole: `ya` is its first question, `tidak` denies all, `?` leaves them open."""
    found = {}
    for element in ("PROCESS", "MEANS", "PURPOSE"):
        answer = WORDS[row[element]]
        codes = [question.code for question in ASKED.of(element)]
        found |= dict.fromkeys(codes, NO if answer == YES else answer)
        if answer == YES:
            found[codes[0]] = YES
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(row.values()))
def test_the_table_of_the_rule(row):
    found = judge(ASKED, answers_of(row), was_child=CHILD[row["umur"]])
    assert str(ScreeningResult(found.result).label) == row["hasil"]


def test_the_table_has_every_combination_once():
    keys = [tuple(row[name] for name in ("umur", "PROCESS", "MEANS", "PURPOSE")) for row in rows()]
    assert len(set(keys)) == len(keys) == 3 * 3**3


@given(answers=answered, more=st.sampled_from(CODES), was_child=ages)
def test_one_more_yes_never_takes_a_sign_away(answers, more, was_child):
    if judge(ASKED, answers, was_child=was_child).result == ScreeningResult.INDICATED:
        assert judge(ASKED, {**answers, more: YES}, was_child=was_child).result == ScreeningResult.INDICATED


@given(answers=answered, other=answered)
def test_the_means_change_nothing_for_a_child(answers, other):
    mixed = {code: other[code] if code in MEANS else answers[code] for code in CODES}
    assert judge(ASKED, answers, was_child=True).result == judge(ASKED, mixed, was_child=True).result


@given(answers=answered)
def test_a_sign_for_an_adult_is_one_for_a_child_and_for_an_unknown_age(answers):
    if judge(ASKED, answers, was_child=False).result == ScreeningResult.INDICATED:
        for was_child in (True, None):
            assert judge(ASKED, answers, was_child=was_child).result == ScreeningResult.INDICATED


@given(answers=answered, was_child=ages)
def test_whoever_says_nothing_says_unknown(answers, was_child):
    told = {code: answer for code, answer in answers.items() if answer != UNKNOWN}
    assert judge(ASKED, told, was_child=was_child) == judge(ASKED, answers, was_child=was_child)


@given(answers=answered, was_child=ages)
def test_no_answer_at_all_of_a_needed_element_leaves_it_open(answers, was_child):
    silent = {code: UNKNOWN if code not in MEANS else answer for code, answer in answers.items()}
    assert judge(ASKED, silent, was_child=was_child).result != ScreeningResult.INDICATED


def test_the_result_is_explained_in_whole_sentences():
    answers = dict.fromkeys(CODES, NO) | {"DIREKRUT": YES, "KERJA_PAKSA": UNKNOWN}
    words = explain(judge(ASKED, answers, was_child=True), was_child=True, has_agreed=True)
    assert words == [
        "Belum cukup keterangan: masih ada unsur yang belum terjawab.",
        "Proses: ada, dari jawaban ya pada: Apakah ada yang mengajak, mencarikan kerja, atau mendaftarkannya?",
        "Cara: tidak diperlukan, karena orang itu masih anak saat kejadian.",
        "Tujuan: belum diketahui. Belum terjawab: Apakah ia dipaksa bekerja, atau bekerja tanpa upah?",
        "Persetujuan orang itu tidak mengubah hasil (UU 21/2007 ps. 1 angka 7 dan ps. 26).",
    ]


def test_an_unknown_age_is_said_where_it_matters():
    answers = dict.fromkeys(CODES, NO) | {"DIREKRUT": YES, "KERJA_PAKSA": YES}
    found = judge(ASKED, answers, was_child=None)
    assert found.result == ScreeningResult.OPEN
    assert "Belum diketahui apakah orang itu masih anak" in " ".join(explain(found, was_child=None, has_agreed=None))


def test_questions_are_dated_and_name_their_article():
    assert edition_on(date(2026, 11, 29)).code == "2026-1"
    with pytest.raises(LookupError):
        edition_on(date(1999, 1, 1))
    with pytest.raises(LookupError):
        edition("1999-1")
    assert len(CODES) == len(set(CODES)) == 16
    assert all(question.article.startswith("UU 21/2007 ps. 1") for question in ASKED.questions)
    assert [row.agency for row in proposals()] == ["POLDA", "DP3A", "DINSOS", "KEMENSOS", "LPSK"]
