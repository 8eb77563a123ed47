"""People who sign in, their roles by date, and who acts as head of office when."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import ActingTitle
from accounts.roles import ROLE_CHOICES
from core.tracking import tracked


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username__iexact=username)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """An account. A district account names who vouches for it and ends on a date."""

    username = models.CharField(_("Nama pengguna"), max_length=60, unique=True)
    full_name = models.CharField(_("Nama lengkap"), max_length=150)
    position = models.CharField(_("Jabatan"), max_length=150, blank=True)
    employee_number = models.CharField(_("NIP"), max_length=30, blank=True)
    phone = models.CharField(_("Nomor WhatsApp"), max_length=30, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="users", verbose_name=_("Unit kerja"))
    language = models.CharField(_("Bahasa"), max_length=2, default="id")
    is_active = models.BooleanField(_("Aktif"), default=True)
    vouched_by = models.CharField(_("Penanggung jawab akun"), max_length=150, blank=True)
    ends_on = models.DateField(_("Berlaku sampai"), null=True, blank=True)
    # who else than the head may confirm a reset of this account's second factor
    voucher = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Akun penanggung jawab")
    )
    is_demo = models.BooleanField(default=False)
    # until when the account works without a second factor, and until when the password alone may set one up:
    # both are unknown before the first sign-in
    factor_due_on = models.DateField(null=True)
    enrol_until = models.DateTimeField(null=True)
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]


class RoleAssignmentQuerySet(models.QuerySet):
    def running(self, on: date):
        """Assignments in force on the day."""
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on))


@tracked()
class RoleAssignment(models.Model):
    """A role that a user holds from one day to another; no end means until further notice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="role_user_start")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


@tracked()
class ActingAppointment(models.Model):
    """Somebody acts as head (Plh./Plt.) for a period; papers print the title."""

    user = models.ForeignKey(User, models.CASCADE, related_name="acting_appointments")
    title = models.CharField(max_length=3, choices=ActingTitle)
    starts_on = models.DateField()
    ends_on = models.DateField()
    order_number = models.CharField(_("Nomor surat perintah"), max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="acting_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_title_display()} {self.user}"
