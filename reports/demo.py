"""The demo office: accounts of every role, and a few returns and cases of people who do not exist."""

import io
import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from accounts.choices import OfficeKind
from accounts.models import Office, RoleAssignment, User
from accounts.queries import viewer_of
from cases.actions.arrivals import mark_arrival, record_arrival, record_group, send_back_submission, verify_submission
from cases.actions.cases import add_case_file, add_note, add_task, assign_case, move_stage, open_case, refer_case
from cases.actions.letters import record_return_letter
from cases.actions.repatriations import record_manifest
from cases.facts import Age, ArrivalFacts, Count, GroupFacts, ListedPerson, PersonFacts, Place
from cases.models import Case, Repatriation, Worker
from core.scope import open_scope, viewing_everything
from letters.actions.dispositions import give_disposition
from letters.actions.letters import add_letter_file, record_letter
from letters.facts import LetterFacts
from regions.models import Area
from reports.demo_interviews import tell_interview
from reports.demo_journeys import tell_handover, tell_journey

SYLLABLES = ("da", "ri", "mo", "na", "ka", "lu", "se", "to", "wi", "ba", "ne", "gu", "pa", "so", "mi", "re")


@dataclass(frozen=True)
class DemoUser:
    role: str
    username: str
    full_name: str
    position: str
    office: str
    district: str = ""


USERS = [
    DemoUser("head", "kepala", "Arman Contoh", "Kepala BP3MI", "province"),
    DemoUser("protection", "pelindungan", "Ratih Contoh", "Pengantar Kerja Ahli Muda", "province"),
    DemoUser("placement", "penempatan", "Dewi Contoh", "Pengantar Kerja Ahli Pertama", "province"),
    DemoUser("empowerment", "pemberdayaan", "Hasan Contoh", "Analis Tenaga Kerja", "province"),
    DemoUser("outreach", "sosialisasi", "Lina Contoh", "Analis Tenaga Kerja", "province"),
    DemoUser("public_relations", "humas", "Yusuf Contoh", "Pranata Humas", "province"),
    DemoUser("helpdesk", "helpdesk", "Sari Contoh", "Petugas Help Desk", "post"),
    DemoUser("administration", "tatausaha", "Nur Contoh", "Arsiparis", "province"),
    DemoUser("report_admin", "laporan", "Budi Contoh", "Pranata Komputer", "province"),
    DemoUser("auditor", "auditor", "Tri Contoh", "Pejabat Pelindungan Data Pribadi", "province"),
    DemoUser("system_admin", "admin", "Eko Contoh", "Administrator Sistem", "province"),
]
DISTRICT_NAMES = ("Rahmat", "Asri")


def local_districts() -> list[Area]:
    """Two districts of the office's province: the fourteenth code and the seventh where they exist."""
    province = settings.OFFICE_PROVINCE_CODE
    wished = Area.objects.districts().filter(code__in=[f"{province}.14", f"{province}.07"]).order_by("-code")
    return list(wished) if wished.count() == 2 else list(Area.objects.districts().filter(code__startswith=province)[:2])


def load_offices(districts: list[Area]) -> dict[str, Office]:
    province, _made = Office.objects.get_or_create(
        name=settings.OFFICE_NAME, defaults={"kind": OfficeKind.PROVINCE, "short_name": settings.OFFICE_SHORT_NAME}
    )
    post, _made = Office.objects.get_or_create(
        name=f"Help Desk {settings.OFFICE_SHORT_NAME} (contoh)",
        defaults={"kind": OfficeKind.POST, "short_name": "Help Desk", "parent": province},
    )
    offices = {"province": province, "post": post}
    for area in districts:
        offices[area.code], _made = Office.objects.get_or_create(
            name=f"Dinas Tenaga Kerja {area.name} (contoh)",
            defaults={"kind": OfficeKind.DISTRICT, "short_name": f"Disnaker {area.name}", "district": area},
        )
    return offices


def demo_accounts(districts: list[Area]) -> list[DemoUser]:
    return USERS + [
        DemoUser("district", f"dinas{number}", f"{name} Contoh", "Petugas Dinas", area.code, area.code)
        for number, (name, area) in enumerate(zip(DISTRICT_NAMES, districts, strict=True), start=1)
    ]


def new_password() -> str:
    """Four made-up words, to be typed by a person."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _part in range(3)) for _word in range(4))


def load_accounts(districts: list[Area], on: date) -> list[dict[str, str]]:
    """Make each account with a new password; answers what goes into demo-users.json."""
    offices = load_offices(districts)
    made = []
    for demo in demo_accounts(districts):
        password = new_password()
        user = User.objects.filter(username=demo.username).first() or User(username=demo.username)
        user.full_name, user.position, user.office = demo.full_name, demo.position, offices[demo.office]
        user.is_active = user.is_demo = True
        if demo.role == "district":
            user.vouched_by, user.ends_on = "Kepala Dinas (contoh)", on + timedelta(days=365)
        user.set_password(password)
        user.save()
        if not RoleAssignment.objects.filter(user=user, role=demo.role).exists():
            RoleAssignment.objects.create(user=user, role=demo.role, starts_on=date(2020, 1, 1))
        made.append({"role": demo.role, "username": demo.username, "password": password, "district": demo.district})
    return made


def write_accounts(accounts: list[dict[str, str]]) -> Path:
    """DATA_DIR/demo-users.json, readable by its owner only."""
    path = Path(settings.DATA_DIR) / "demo-users.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(json.dumps(accounts, indent=2) + "\n", encoding="utf-8")
    return path


def load_story(on: date) -> None:
    """A return logged by a district with a letter's list, an older one, a prevented departure, and cases."""
    with viewing_everything(reason="is the demo story there"):
        if Repatriation.objects.exists() or Case.objects.exists() or Worker.objects.exists():
            return
    officer = User.objects.get(username="dinas1")
    protection = User.objects.get(username="pelindungan")
    with open_scope(viewer_of(officer, on)):
        tell_arrival(officer, on)
    with open_scope(viewer_of(protection, on)):
        tell_older_return(protection, on)
        tell_prevented(protection, on)
        tell_announced(protection, on)
        tell_complaint(protection, on)
        check_some(protection)
    with open_scope(viewer_of(protection, on)):
        tell_letters(protection, on)


def village(district_code: str, index: int) -> Place:
    area = Area.objects.villages().filter(code__startswith=district_code).order_by("code")[index]
    return Place(area.name, area.code)


def tell_arrival(by, on: date) -> None:
    code = by.office.district.code
    day = on - timedelta(days=1)
    group = record_group(
        facts=GroupFacts(
            cause="DEPORTASI",
            country="MYS",
            sending_office="BP3MI Kalimantan Utara",
            vessel="KM Contoh Bahari",
            place_of_arrival="Pelabuhan Murhum, Baubau",
            arrived_on=day,
            group_total=Count(81, 81),
        ),
        on=on,
        by=by,
    )
    family = [("Wa Contoh Sinar", "P", 34, ()), ("La Contoh Damai", "L", 9, ()), ("Wa Contoh Pagi", "P", 6, ())]
    others = [("La Ode Contoh Laut", "L", 41, ("SAKIT_KRONIS",)), ("La Contoh Karang", "L", 27, ("EKS_NAPI",))]
    for index, (name, sex, age, flags) in enumerate([*family, *others]):
        record_arrival(
            repatriation=group,
            person=PersonFacts(name=name, sex=sex, age=Age(years=age), place=village(code, index * 3)),
            arrival=ArrivalFacts(paper_held="SPLP", flags=flags, deportation_reason="MASUK_ILEGAL"),
            on=on,
            by=by,
        )
    tell_journey(group, by, day)
    tell_interview(group, by, day)


def tell_older_return(by, on: date) -> None:
    day = on - timedelta(days=40)
    group = record_group(
        facts=GroupFacts("DEPORTASI", "MYS", "BP3MI Sulawesi Selatan", "KM Contoh Nusantara", arrived_on=day),
        on=on,
        by=by,
    )
    listed = [
        ListedPerson("La Contoh Ombak", "L", 38, "Wakatobi"),
        ListedPerson("Wa Contoh Bintang", "P", 29, "Wakatobi"),
        ListedPerson("La Contoh Angin", "L", 22, "Muna"),
    ]
    manifest = record_manifest(
        repatriation=group,
        issuer="BP3MI Sulawesi Selatan",
        letter_number="B.0001/CONTOH/PB.05.03",
        letter_date=day - timedelta(days=2),
        subject="Permohonan fasilitasi pemulangan 3 orang (contoh)",
        people_counted=3,
        people=listed,
        by=by,
    )
    for line in manifest.entries.all():
        returnee = record_arrival(
            repatriation=group,
            person=PersonFacts(line.name, line.sex, Age(years=line.stated_age), Place(line.printed_origin)),
            arrival=ArrivalFacts(entry_id=line.pk, deportation_reason="OVERSTAY", open_case=line.position == 1),
            on=on,
            by=by,
        )
        if line.position == 3:
            mark_arrival(returnee=returnee, state="NOT_ARRIVED", reason="LEFT", by=by)
    tell_handover(group, by, day)


def tell_prevented(by, on: date) -> None:
    code = local_districts()[0].code
    group = record_group(
        facts=GroupFacts(
            "DICEGAH", "MYS", "BP3MI Kepulauan Riau", "Penerbangan contoh", "AIR", "Bandara Haluoleo, Kendari", on
        ),
        on=on,
        by=by,
    )
    for index, name in enumerate(("La Contoh Rantau", "La Contoh Tanjung")):
        record_arrival(
            repatriation=group,
            person=PersonFacts(name, "L", Age(years=25 + index), village(code, 20 + index)),
            arrival=ArrivalFacts(),
            on=on,
            by=by,
        )


def tell_announced(by, on: date) -> None:
    record_group(
        facts=GroupFacts(
            "DEPORTASI",
            "MYS",
            "BP3MI Kalimantan Utara",
            "KM Contoh Samudra",
            place_of_arrival="Pelabuhan Murhum, Baubau",
        ),
        on=on,
        by=by,
    )
    Repatriation.objects.filter(vessel="KM Contoh Samudra").update(expected_on=on + timedelta(days=2))


def tell_complaint(by, on: date) -> None:
    worker = Worker.objects.order_by("pk").first()
    case = open_case(
        worker=worker,
        category="GAJI_TIDAK_DIBAYAR",
        channel="LANGSUNG",
        country="MYS",
        summary="Gaji tiga bulan terakhir belum dibayar (contoh).",
        on=on - timedelta(days=20),
        by=by,
    )
    assign_case(case=case, to=by, by=by)
    add_note(case=case, text="Keluarga sudah dihubungi lewat telepon (contoh).", by=by)
    add_case_file(case=case, upload=demo_paper("Perjanjian kerja"), by=by)
    add_task(case=case, title="Minta salinan perjanjian kerja", assignee=by, due_on=on + timedelta(days=3), by=by)
    move_stage(case=case, to_stage="VERIFIKASI", reason="", by=by)
    refer_case(case=case, agency="PERWAKILAN_RI", agency_name="KJRI (contoh)", purpose="Menagih upah", on=on, by=by)


def demo_paper(what: str) -> SimpleUploadedFile:
    """A picture that nobody takes for a paper of somebody."""
    page, out = Image.new("RGB", (620, 440), "white"), io.BytesIO()
    draw = ImageDraw.Draw(page)
    for line, text in enumerate(("CONTOH", what, "Bukan dokumen sebenarnya")):
        draw.text((60, 80 + 90 * line), text, fill="black", font=ImageFont.load_default(size=38))
    page.save(out, "PNG")
    return SimpleUploadedFile(f"{what} (contoh).png", out.getvalue(), content_type="image/png")


def tell_letters(by, on: date) -> None:
    """A notice of the announced group that waits, one that was given to somebody, and the office's reply."""
    head = User.objects.get(username="kepala")
    notice = LetterFacts(
        subject="Pemberitahuan pemulangan 4 orang dengan KM Contoh Samudra (contoh)",
        moved_on=on,
        sender="BP3MI Kalimantan Utara",
        number="S.0002/CONTOH/PB.05.03",
        letter_date=on - timedelta(days=1),
        channel="SRIKANDI",
        kind="PEMBERITAHUAN",
        urgency="SEGERA",
        people_counted=4,
    )
    announced = Repatriation.objects.get(vessel="KM Contoh Samudra")
    record_return_letter(repatriation=announced, facts=notice, by=by)
    asked = LetterFacts(
        subject="Permohonan bantuan biaya pemulangan 3 orang (contoh)",
        moved_on=on - timedelta(days=40),
        sender="BP3MI Sulawesi Selatan",
        number="B.0001/CONTOH/PB.05.03",
        letter_date=on - timedelta(days=42),
        channel="EMAIL",
        kind="PERMOHONAN",
        people_counted=3,
        costs_asked=Decimal(4_500_000),
    )
    older = Repatriation.objects.get(vessel="KM Contoh Nusantara")
    letter = record_return_letter(repatriation=older, facts=asked, by=by)
    add_letter_file(letter=letter, upload=demo_paper("Surat permohonan"), by=by)
    with open_scope(viewer_of(head, on)):
        give_disposition(letter=letter, to=by, instruction="SIAPKAN_BALASAN", on=on, by=head)
    reply = LetterFacts(
        subject="Balasan permohonan bantuan biaya pemulangan (contoh)",
        moved_on=on,
        direction="OUT",
        recipient="BP3MI Sulawesi Selatan",
        kind="BALASAN",
        channel="SRIKANDI",
        answers_to=letter,
    )
    record_letter(facts=reply, by=by)


def check_some(by) -> None:
    rows = list(Worker.objects.filter(name__in=("Wa Contoh Sinar", "La Contoh Karang")).order_by("pk"))
    for row, check in zip(rows, (verify_submission, None), strict=False):
        returnee = row.returns.first()
        if check:
            check(returnee=returnee, by=by)
        else:
            send_back_submission(returnee=returnee, reason="Umur dan desa belum cocok. Tanyakan lagi (contoh).", by=by)
