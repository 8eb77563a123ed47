"""The floor: the least that a list page of the same rows costs behind the same middleware."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from core.access import signed_in

COLUMNS = [
    "number",
    "category",
    "country",
    "channel",
    "stage",
    "status",
    "opened_on",
    "due_on",
    "worker",
    "worker_number",
    "officer",
]
ROWS = (
    "SELECT c.number, c.category, c.country, c.channel, c.stage, c.status, c.opened_on, c.due_on, w.name, w.number,"
    " u.full_name FROM cases_case c JOIN cases_worker w ON w.id = c.worker_id"
    " LEFT JOIN accounts_user u ON u.id = c.assignee_id"
    " WHERE c.district_id = %s AND NOT c.is_restricted ORDER BY c.opened_at DESC, c.id DESC LIMIT 25"
)
COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM cases_case WHERE district_id = %s AND NOT is_restricted"
    " ORDER BY opened_at DESC, id DESC LIMIT 1001) AS capped"
)


@signed_in
def floor_page(request: HttpRequest, district: int) -> HttpResponse:
    """The 25 newest cases of a district with person and officer, one capped count, a plain table."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [district])
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute(COUNT, [district])
        count = cursor.fetchone()[0]
    return HttpResponse(get_template("bench/floor.html").render({"rows": rows, "count": count}))
