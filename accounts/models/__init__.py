from accounts.models.drafts import Draft
from accounts.models.factors import FactorReset, Passkey, RecoveryCode, TotpDevice
from accounts.models.offices import Office
from accounts.models.sessions import DeviceSession
from accounts.models.users import ActingAppointment, RoleAssignment, User

__all__ = [
    "ActingAppointment",
    "DeviceSession",
    "Draft",
    "FactorReset",
    "Office",
    "Passkey",
    "RecoveryCode",
    "RoleAssignment",
    "TotpDevice",
    "User",
]
