"""JSON Web Tokens, good and forged."""

import base64
import hashlib
import hmac
import json
import time

DIGESTS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def in_hours(hours):
    return int(time.time() + hours * 3600)


def encode(part):
    data = part if isinstance(part, bytes) else json.dumps(part, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(segment):
    return json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))


def signature(signing_input, secret, algorithm):
    return encode(hmac.digest(secret.encode(), signing_input.encode(), DIGESTS[algorithm]))


def sign(claims, secret, algorithm="HS256", named=None):
    """A token signed with `algorithm`, whose header may name another one."""
    signing_input = f"{encode({'alg': named or algorithm, 'typ': 'JWT'})}.{encode(claims)}"
    return f"{signing_input}.{signature(signing_input, secret, algorithm)}"


def unsigned(claims, named="none"):
    return f"{encode({'alg': named, 'typ': 'JWT'})}.{encode(claims)}."


def verified(token, secret):
    """The header and the claims of a token whose HS256 signature must be good."""
    header, claims, mac = token.split(".")
    assert hmac.compare_digest(mac, signature(f"{header}.{claims}", secret, "HS256"))
    return decode(header), decode(claims)
