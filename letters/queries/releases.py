"""Press releases in sight."""

from django.http import Http404

from letters.models import PressRelease, ReleaseText

SHOWN = 100


def releases_in_sight(state: str = "") -> list[PressRelease]:
    """The newest, of one state or of all."""
    rows = PressRelease.objects.select_related("created_by").order_by("-created_at", "-pk")
    return list((rows.filter(state=state) if state else rows)[:SHOWN])


def get_release(pk: int) -> PressRelease:
    """Raises Http404 for one that is out of sight or not there."""
    found = PressRelease.objects.select_related("created_by", "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def texts_of(release: PressRelease) -> list[ReleaseText]:
    """All versions, the newest first."""
    return list(release.texts.select_related("by").order_by("-number"))


def newest_text(release: PressRelease) -> ReleaseText:
    return release.texts.select_related("by").order_by("-number")[0]


def authors_of(release: PressRelease) -> set[int]:
    """Keys of everybody who wrote on it."""
    return {release.created_by_id, *release.texts.values_list("by_id", flat=True)}
