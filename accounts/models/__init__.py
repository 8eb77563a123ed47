from accounts.models.offices import Office
from accounts.models.users import ActingAppointment, RoleAssignment, User

__all__ = ["ActingAppointment", "Office", "RoleAssignment", "User"]
