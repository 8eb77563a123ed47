"""Run as a program in the environment of an office: put a file to its first case, or read all files back.

python -m tests.ops.office_files put     prints the number of the case
python -m tests.ops.office_files read    prints the name and the sum of each file
"""

import hashlib
import json
import os
import sys

import django


def main(command: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
    django.setup()
    from tests.seeing import everything

    with everything():
        print(put() if command == "put" else json.dumps(read()))


def put() -> str:
    from accounts.models import User
    from cases.actions.cases import add_case_file
    from cases.models import Case
    from tests.core import foreign_files

    case, by = Case.objects.order_by("pk").first(), User.objects.order_by("pk").first()
    for name, content in (("surat.pdf", foreign_files.pdf(pages=2)), ("kartu.png", foreign_files.png((300, 200)))):
        add_case_file(case=case, upload=foreign_files.upload(name, content), by=by)
    return case.number


def read() -> dict[str, str]:
    from core.files import content_of
    from core.models import StoredFile

    rows = StoredFile.objects.order_by("pk")
    return {row.file_name: hashlib.sha256(content_of(row)).hexdigest() for row in rows}


if __name__ == "__main__":
    main(sys.argv[1])
