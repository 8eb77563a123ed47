"""An authenticator made of software: it registers and signs as a phone's passkey does."""

import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
NOBODY = b"\0" * 16


class Authenticator:
    """One passkey. `origin` is the page that asks, `attachment` says whether it lies in this device."""

    def __init__(self, origin="http://testserver", attachment="platform", flags=PRESENT | VERIFIED):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.origin, self.attachment, self.flags = origin, attachment, flags
        self.counter = 0

    @property
    def credential(self) -> AttestedCredentialData:
        public = ES256.from_cryptography_key(self.key.public_key())
        return AttestedCredentialData.create(NOBODY, self.id, public)

    def register(self, options: dict) -> dict:
        data = self.data(options["rp"]["id"], self.flags | ATTESTED) + self.credential
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self.client_data("webauthn.create", options["challenge"])
        return self.answer(clientDataJSON=client, attestationObject=statement)

    def sign(self, options: dict) -> dict:
        client = self.client_data("webauthn.get", options["challenge"])
        data = self.data(options["rpId"], self.flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self.answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def data(self, party: str, flags: int) -> bytes:
        self.counter += 1
        return hashlib.sha256(party.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def answer(self, **response: bytes) -> dict:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "authenticatorAttachment": self.attachment,
            "clientExtensionResults": {},
            "response": {name: websafe_encode(value) for name, value in response.items()},
        }


def post_json(client, path: str, content: dict | None = None):
    return client.post(path, content or {}, content_type="application/json", headers={"accept": "application/json"})


def add_passkey(client, name="Ponsel kantor", **options) -> Authenticator:
    """Register a passkey through the pages of a signed-in client."""
    device = Authenticator(**options)
    asked = post_json(client, "/akun/keamanan/kunci/mulai/").json()
    done = post_json(client, "/akun/keamanan/kunci/simpan/", {"name": name, "credential": device.register(asked)})
    assert done.status_code == 200, done.content
    return device


def sign_in_with(client, device: Authenticator):
    asked = post_json(client, "/masuk/kunci/mulai/").json()
    return post_json(client, "/masuk/kunci/", device.sign(asked))
