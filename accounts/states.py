"""States of accounts, appointments and offices, as chips show them."""

from django.utils.translation import gettext_noop as _

from core.states import declare_states

declare_states(
    {
        "account_active": ("good", _("Aktif")),
        "account_ended": ("cancelled", _("Berakhir")),
        "acting_running": ("running", _("Sedang berjalan")),
        "acting_coming": ("waiting", _("Akan datang")),
        "acting_over": ("cancelled", _("Berakhir")),
        "office_open": ("good", _("Aktif")),
        "office_closed": ("cancelled", _("Ditutup")),
    }
)
