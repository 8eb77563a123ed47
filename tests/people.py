"""The cast: one person of each kind who uses the system, with true offices and areas."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import Office, RoleAssignment, User
from regions.models import Area

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Offices:
    province: Office
    post: Office
    buton_tengah: Office
    wakatobi: Office


@dataclass(frozen=True)
class People:
    """Each has the role that its name says. `outsider` has an account and no role at all."""

    head: User
    caseworker: User
    caseworker_2: User
    placement: User
    empowerment: User
    outreach: User
    report_admin: User
    pr: User
    administration: User
    helpdesk: User
    district_buton_tengah: User
    district_buton_tengah_2: User
    district_wakatobi: User
    auditor: User
    system_admin: User
    outsider: User

    def everybody(self) -> dict[str, User]:
        return {item.name: getattr(self, item.name) for item in fields(self)}


# (field, role, full name, office)
CAST = [
    ("head", "head", "Arman Contoh", "province"),
    ("caseworker", "protection", "Ratih Contoh", "province"),
    ("caseworker_2", "protection", "Joko Contoh", "province"),
    ("placement", "placement", "Dewi Contoh", "province"),
    ("empowerment", "empowerment", "Hasan Contoh", "province"),
    ("outreach", "outreach", "Lina Contoh", "province"),
    ("report_admin", "report_admin", "Budi Contoh", "province"),
    ("pr", "public_relations", "Yusuf Contoh", "province"),
    ("administration", "administration", "Nur Contoh", "province"),
    ("helpdesk", "helpdesk", "Sari Contoh", "post"),
    ("district_buton_tengah", "district", "Rahmat Contoh", "buton_tengah"),
    ("district_buton_tengah_2", "district", "Wa Ode Contoh", "buton_tengah"),
    ("district_wakatobi", "district", "Asri Contoh", "wakatobi"),
    ("auditor", "auditor", "Tri Contoh", "province"),
    ("system_admin", "system_admin", "Eko Contoh", "province"),
    ("outsider", "", "Orang Luar", "province"),
]


def make_offices() -> Offices:
    """The provincial office, its post in Baubau, and the labour offices of two districts."""
    province = Office.objects.create(
        kind=OfficeKind.PROVINCE, name="BP3MI Sulawesi Tenggara", short_name="BP3MI Sultra"
    )
    return Offices(
        province=province,
        post=Office.objects.create(
            kind=OfficeKind.POST, name="P4MI Kota Baubau", short_name="P4MI Baubau", parent=province
        ),
        buton_tengah=make_district_office("Dinas Tenaga Kerja dan Transmigrasi Buton Tengah", "74.14"),
        wakatobi=make_district_office("Dinas Perindustrian dan Tenaga Kerja Wakatobi", "74.07"),
    )


def make_district_office(name: str, code: str) -> Office:
    area = Area.objects.get(code=code)
    return Office.objects.create(kind=OfficeKind.DISTRICT, name=name, short_name=f"Disnaker {area.name}", district=area)


def make_user(username: str, *, office: Office, roles: tuple[str, ...] = (), **values) -> User:
    """An account with roles since 2020. It has no password unless one is given."""
    values.setdefault("full_name", username.replace("_", " ").title())
    if office.kind == OfficeKind.DISTRICT:
        values.setdefault("vouched_by", "Kepala Dinas")
        values.setdefault("ends_on", timezone.localdate() + timedelta(days=365))
    user = User.objects.create_user(username, values.pop("password", None), office=office, **values)
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role, starts_on=SINCE)
    return user


def make_people(offices: Offices) -> People:
    return People(
        **{
            name: make_user(name, office=getattr(offices, office), roles=(role,) if role else (), full_name=full_name)
            for name, role, full_name, office in CAST
        }
    )
