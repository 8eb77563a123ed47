"""Is there a sign of trafficking in persons (UU 21/2007 art. 1(1)): process, means and purpose, one of each.

For whoever was a child no means is needed; whether the person agreed changes nothing (art. 1(7) and 26). Questions
and elements stand in dated tables that a lawyer can read: data/screening_questions.csv, screening_elements.csv. Nothing
here reads the clock or the database.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.interview_choices import ScreeningResult

DATA = Path(__file__).parent / "data"
YES, NO, UNKNOWN = "YES", "NO", "UNKNOWN"
FOUND, ABSENT, OPEN = "FOUND", "ABSENT", "OPEN"


@dataclass(frozen=True)
class Question:
    code: str
    element: str
    text: str
    text_en: str
    example: str
    example_en: str
    article: str

    @property
    def words(self) -> str:
        return self.text_en if get_language() == "en" else self.text

    @property
    def example_words(self) -> str:
        return self.example_en if get_language() == "en" else self.example


@dataclass(frozen=True)
class Element:
    """PROCESS, MEANS or PURPOSE, and of whom it is needed."""

    code: str
    label: str
    label_en: str
    of_adult: bool
    of_child: bool
    article: str

    @property
    def words(self) -> str:
        return self.label_en if get_language() == "en" else self.label


@dataclass(frozen=True)
class Edition:
    """The questions as they were asked from a day on."""

    code: str
    elements: tuple[Element, ...]
    questions: tuple[Question, ...]

    def of(self, element: str) -> list[Question]:
        return [question for question in self.questions if question.element == element]


@dataclass(frozen=True)
class Finding:
    """What the answers say of one element: FOUND by which questions, ABSENT when each was denied, else OPEN."""

    element: Element
    state: str
    found_by: tuple[Question, ...]
    open: tuple[Question, ...]
    is_needed: bool | None


@dataclass(frozen=True)
class Judgement:
    result: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Proposal:
    """An agency to which a person with a sign of trafficking may be referred."""

    agency: str
    name: str
    purpose: str
    purpose_en: str

    @property
    def purpose_words(self) -> str:
        return self.purpose_en if get_language() == "en" else self.purpose


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@lru_cache
def edition(code: str) -> Edition:
    """Raises LookupError for an edition that is in no table."""
    questions = [row for row in _rows("screening_questions.csv") if row["edition"] == code]
    elements = [row for row in _rows("screening_elements.csv") if row["edition"] == code]
    if not questions or not elements:
        raise LookupError(code)
    return Edition(
        code,
        tuple(
            Element(
                row["element"], row["label"], row["label_en"], row["of_adult"] == "1", row["of_child"] == "1",
                row["article"],
            )
            for row in sorted(elements, key=lambda row: int(row["position"]))
        ),
        tuple(
            Question(
                row["code"], row["element"], row["question"], row["question_en"], row["example"], row["example_en"],
                row["article"],
            )
            for row in sorted(questions, key=lambda row: int(row["position"]))
        ),
    )  # fmt: skip


def edition_on(day: date) -> Edition:
    """The questions that are asked on the day. Raises LookupError before the first edition."""
    valid = [
        (row["valid_from"], row["edition"])
        for row in _rows("screening_questions.csv")
        if row["valid_from"] <= day.isoformat() <= (row["valid_to"] or "9999-12-31")
    ]
    if not valid:
        raise LookupError(day)
    return edition(max(valid)[1])


@lru_cache
def proposals() -> tuple[Proposal, ...]:
    return tuple(Proposal(**row) for row in _rows("screening_referrals.csv"))


def judge(asked: Edition, answers: Mapping[str, str], *, was_child: bool | None) -> Judgement:
    """`answers`: code of a question to YES, NO or UNKNOWN; what is missing is unknown."""
    findings = tuple(_finding(asked, element, answers, was_child) for element in asked.elements)
    return Judgement(_result(findings), findings)


def _finding(asked: Edition, element: Element, answers: Mapping[str, str], was_child: bool | None) -> Finding:
    questions = asked.of(element.code)
    found = tuple(question for question in questions if answers.get(question.code) == YES)
    unclear = tuple(question for question in questions if answers.get(question.code, UNKNOWN) not in (YES, NO))
    state = FOUND if found else OPEN if unclear else ABSENT
    return Finding(element, state, found, unclear, _is_needed(element, was_child))


def _is_needed(element: Element, was_child: bool | None) -> bool | None:
    """None: it depends on an age that nobody knows."""
    if was_child is None:
        return element.of_adult if element.of_adult == element.of_child else None
    return element.of_child if was_child else element.of_adult


def _result(findings: tuple[Finding, ...]) -> str:
    if all(row.state == FOUND for row in findings if row.is_needed is not False):
        return ScreeningResult.INDICATED
    if any(row.state == ABSENT for row in findings if row.is_needed):
        return ScreeningResult.NONE
    return ScreeningResult.OPEN


def explain(judgement: Judgement, *, was_child: bool | None, has_agreed: bool | None) -> list[str]:
    """Whole sentences: the result, each element with the answers that found it, and what is still unknown."""
    words = [str(RESULT_SENTENCES[ScreeningResult(judgement.result)]())]
    words += [_element_words(row) for row in judgement.findings]
    if was_child is None and any(row.is_needed is None and row.state != FOUND for row in judgement.findings):
        words.append(_("Belum diketahui apakah orang itu masih anak saat kejadian. Bagi anak, unsur cara tidak perlu."))
    if has_agreed:
        words.append(_("Persetujuan orang itu tidak mengubah hasil (UU 21/2007 ps. 1 angka 7 dan ps. 26)."))
    return words


def _element_words(row: Finding) -> str:
    name = row.element.words
    if row.is_needed is False:
        return _("{unsur}: tidak diperlukan, karena orang itu masih anak saat kejadian.").format(unsur=name)
    if row.state == FOUND:
        told = "; ".join(question.words for question in row.found_by)
        return _("{unsur}: ada, dari jawaban ya pada: {pertanyaan}").format(unsur=name, pertanyaan=told)
    if row.state == ABSENT:
        return _("{unsur}: tidak ada, semua pertanyaannya dijawab tidak.").format(unsur=name)
    told = "; ".join(question.words for question in row.open)
    return _("{unsur}: belum diketahui. Belum terjawab: {pertanyaan}").format(unsur=name, pertanyaan=told)


RESULT_SENTENCES = {
    ScreeningResult.INDICATED: lambda: _("Ada indikasi TPPO: setiap unsur yang diperlukan ditemukan."),
    ScreeningResult.NONE: lambda: _("Belum ada indikasi TPPO: satu unsur yang diperlukan tidak ditemukan."),
    ScreeningResult.OPEN: lambda: _("Belum cukup keterangan: masih ada unsur yang belum terjawab."),
}
