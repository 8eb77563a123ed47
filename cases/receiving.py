"""Who has been received by whom, and who may receive (Permen P2MI 32/2025 art. 1, 13 and 39)."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from cases.choices import ArrivalState, HandoverKind, HandoverState, Kinship
from cases.models import HandoverPerson

# Another unit is a station on the way. A grown person in good health may be left with the district; a child or
# somebody ill may not.
RECEIVERS = (HandoverKind.DISTRICT, HandoverKind.FAMILY, HandoverKind.SOCIAL)
RECEIVERS_OF_FRAIL = (HandoverKind.FAMILY, HandoverKind.SOCIAL)
KIN_WITHOUT_POWER = (Kinship.SPOUSE, Kinship.CHILD, Kinship.PARENT)
FRAIL_FLAGS = (
    "ANAK", "ANAK_TANPA_PENDAMPING", "HAMIL", "SAKIT_MENULAR", "SAKIT_KRONIS", "GIZI_ANAK", "GANGGUAN_JIWA",
    "DISABILITAS", "TAK_CAKAP_HUKUM",
)  # fmt: skip


POWER_WORDS = gettext_lazy(
    "Penerima bukan suami/istri, anak, atau orang tua. Minta surat kuasa keluarga dan simpan fotonya "
    "(Permen P2MI 32/2025 pasal 13)."
)


def is_received(kinds: tuple[HandoverKind, ...]) -> Exists:
    """A signed hand-over of one of these kinds."""
    signed = HandoverPerson.objects.filter(
        returnee=OuterRef("pk"), handover__state=HandoverState.SIGNED, handover__kind__in=kinds
    )
    return Exists(signed)


def has_no_receiver() -> Q:
    """Came, and nobody has received them."""
    return Q(arrival_state=ArrivalState.ARRIVED) & ~Q(is_received(RECEIVERS))


def needs_power(kind: str, kinship: str) -> bool:
    """Whether the family's power of attorney is asked for: somebody other than spouse, child or parent receives."""
    return kind == HandoverKind.FAMILY and kinship not in (*KIN_WITHOUT_POWER, Kinship.UNKNOWN)
