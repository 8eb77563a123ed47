"""What a phone sends from the quay."""

import json
from uuid import uuid4

SEND = "/pemulangan/catat/kirim/"
GROUP = {
    "cause": "DEPORTASI",
    "country": "MYS",
    "mode": "SEA",
    "vessel": "KM Lambelu",
    "place_of_arrival": "Pelabuhan Murhum, Baubau",
    "arrived_on": "04/06/2024",
    "arrival_time": "21.00",
    "sending_office": "BP3MI Kalimantan Utara",
}
PERSON = {"name": "La Ode Contoh", "sex": "L", "age": "34", "village": "Talaga I, Talaga Raya, Buton Tengah"}


def send(client, user, kind, values, *, client_id=None, group=None, **more):
    item = {"kind": kind, "user": user.pk, "client_id": str(client_id or uuid4()), "values": values, **more}
    if group:
        item["group"] = str(group)
    return client.post(SEND, json.dumps(item), content_type="application/json", headers={"Accept": "application/json"})
