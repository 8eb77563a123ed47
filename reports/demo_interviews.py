"""Interviews of the demo: somebody who came back, with pay, detention and two statements; nobody of them exists."""

from datetime import date

from cases.actions.interviews import add_interview_line, record_interview
from cases.models import Repatriation, Returnee
from cases.told_columns import moment_columns, span_columns


def tell_interview(group: Repatriation, by, on: date) -> None:
    row = Returnee.objects.filter(repatriation=group).select_related("worker").order_by("pk").last()
    if row is None:
        return
    values = {
        "on": on, "channel": "FACE", "place": "Mess Pemda (contoh)", "interviewer": by.full_name, "country": "MYS",
        "occupation": "Buruh sawit", "sector": "PLANTATION", "legal_status": "NO_PAPERS", "route": "NUNUKAN",
        "has_left": True, "arrest_how": "RAID", "arrested_by": "POLICE", "wishes": ["GO_HOME", "PAPERS_BACK"],
        "mistreatment": ["PAPERS"], "story": "Diajak kerabat, lalu bekerja di ladang sampai ada razia (contoh).",
        **span_columns("work", "lebih dari 3 tahun"), **moment_columns("departed", "2021", on),
    }  # fmt: skip
    talk = record_interview(worker=row.worker, returnee=row, values=values, on=on, by=by)
    lines = [
        ("perekrut", {"role": "RELATIVE", "name": "La Contoh Paman", "place": "Tawau"}),
        ("uang", {"kind": "PROMISED", "amount": "60", "currency": "MYR", "period": "DAY"}),
        ("uang", {"kind": "PAID", "amount": "45", "currency": "MYR", "period": "DAY"}),
        ("penahanan", {"kind": "DTI", "place": "DTI Tawau", **span_columns("length", "4 bulan")}),
        ("ditahan", {"kind": "PASPOR", "held_by": "EMPLOYER"}),
        ("pernyataan", {"topic": "ARREST", "speaker": "PERSON", "text": "Imigrasi yang menangkap (contoh)."}),
        ("pernyataan", {"topic": "ARREST", "speaker": "OFFICIAL", "text": "Terjaring razia polisi (contoh)."}),
    ]
    for kind, line in lines:
        add_interview_line(interview=talk, kind=kind, values=line, by=by)
