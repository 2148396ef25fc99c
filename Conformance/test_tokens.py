"""Sections 3 and 4: GET /me, and tokens on every protected route."""

import pytest

import expect
import tokens

ROUTES = {
    "GET /me": None,
    "GET /chats": None,
    "POST /chats": {"name": "Чат", "chat_type": "group", "member_ids": []},
    "GET /chats/1/messages": None,
    "POST /chats/1/messages": {"text": "hello"},
    "GET /history/1": None,
}
REST = [route for route in ROUTES if route != "GET /me"]

NO_CREDENTIALS = {
    "no header": None,
    "an empty header": "",
    "basic": "Basic YWxpY2U6c2VjcmV0",
    "another scheme": "Token abc",
    "a bare token": "abc.def.ghi",
    "a longer scheme": "Bearers abc",
}

GARBAGE = ["abc", "a.b.c", "..", "....", "e30.e30.", "null", "Привет".encode().hex(), "=" * 20, "x" * 5000]


def exp():
    return tokens.in_hours(1)


def flipped(token):
    return token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]


# Each makes a token that is bad in one way from a user's good claims and the secret.
FORGERIES = {
    "expired": lambda claims, secret: tokens.sign(claims | {"exp": tokens.in_hours(-1)}, secret),
    "expired long ago": lambda claims, secret: tokens.sign(claims | {"exp": 1}, secret),
    "exp not a number": lambda claims, secret: tokens.sign(claims | {"exp": "soon"}, secret),
    "alg none": lambda claims, secret: tokens.unsigned(claims),
    "alg None": lambda claims, secret: tokens.unsigned(claims, "None"),
    "alg NONE": lambda claims, secret: tokens.unsigned(claims, "NONE"),
    "alg none, signed": lambda claims, secret: tokens.sign(claims, secret, named="none"),
    "no alg": lambda claims, secret: f"{tokens.encode({'typ': 'JWT'})}.{tokens.encode(claims)}.",
    "HS384": lambda claims, secret: tokens.sign(claims, secret, "HS384"),
    "HS512": lambda claims, secret: tokens.sign(claims, secret, "HS512"),
    "RS256 by name": lambda claims, secret: tokens.sign(claims, secret, named="RS256"),
    "unknown alg": lambda claims, secret: tokens.sign(claims, secret, named="XS256"),
    "wrong key": lambda claims, secret: tokens.sign(claims, secret[::-1]),
    "empty key": lambda claims, secret: tokens.sign(claims, ""),
    "no signature": lambda claims, secret: tokens.sign(claims, secret).rpartition(".")[0] + ".",
    "changed signature": lambda claims, secret: flipped(tokens.sign(claims, secret)),
    "two parts": lambda claims, secret: tokens.sign(claims, secret).rpartition(".")[0],
    "four parts": lambda claims, secret: tokens.sign(claims, secret) + ".x",
    "other claims": lambda claims, secret: swapped(claims, secret),
    "nbf in the future": lambda claims, secret: tokens.sign(claims | {"nbf": tokens.in_hours(1)}, secret),
    "aud": lambda claims, secret: tokens.sign(claims | {"aud": "another service"}, secret),
    "aud list": lambda claims, secret: tokens.sign(claims | {"aud": ["a", "b"]}, secret),
    "sub a number": lambda claims, secret: tokens.sign(claims | {"sub": 5}, secret),
    "sub a list": lambda claims, secret: tokens.sign(claims | {"sub": [claims["sub"]]}, secret),
    "sub null": lambda claims, secret: tokens.sign(claims | {"sub": None}, secret),
    "claims a list": lambda claims, secret: tokens.sign([claims], secret),
    "claims a string": lambda claims, secret: tokens.sign("claims", secret),
    "claims not JSON": lambda claims, secret: tokens.sign(b"{", secret),
    "claims not UTF-8": lambda claims, secret: tokens.sign(b"\xff\xfe", secret),
}

ODD_USER_IDS = [True, False, [1], [], {}, "1", "", 1.5, 2e16, 20000000000000000, 2**31, 2**63, 2**64, -(2**63) - 1]


def swapped(claims, secret):
    header, _, mac = tokens.sign(claims, secret).split(".")
    return f"{header}.{tokens.encode(claims | {'user_id': claims['user_id'] - 1})}.{mac}"


def call(server, route, authorization):
    method, path = route.split()
    headers = {} if authorization is None else {"Authorization": authorization}
    return server.http.request(method, path, json=ROUTES[route], headers=headers)


def call_with(server, route, claims):
    return call(server, route, f"Bearer {server.sign(claims)}")


def is_bad_token(answer, route):
    if route == "GET /me":
        expect.is_error(answer, 401, expect.BAD_TOKEN_ON_ME)
        assert answer.headers["www-authenticate"] == "Bearer"
    else:
        expect.is_error(answer, 401, expect.BAD_TOKEN)


def test_me_tells_who_i_am(alice):
    answer = alice.get("/me")
    assert answer.status_code == 200
    body = answer.json()
    expect.has_in_order(body, "email", "name", "id")
    assert (body["email"], body["name"], body["id"]) == (alice.email, alice.name, alice.id)
    assert "password" not in body


@pytest.mark.parametrize("credentials", NO_CREDENTIALS)
@pytest.mark.parametrize("route", ROUTES)
def test_every_protected_route_needs_a_bearer_token(server, route, credentials):
    answer = call(server, route, NO_CREDENTIALS[credentials])
    expect.is_error(answer, 401, "Not authenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@pytest.mark.parametrize("path", ["/me", "/chats"])
def test_the_scheme_has_no_case(server, visitor, path, scheme):
    assert call(server, f"GET {path}", f"{scheme} {visitor.token}").status_code == 200


@pytest.mark.parametrize("route", ROUTES)
def test_a_scheme_without_a_token_is_a_bad_token(server, route):
    is_bad_token(call(server, route, "Bearer"), route)


@pytest.mark.parametrize("route", ["GET /me", "GET /chats"])
def test_two_spaces_make_a_bad_token(server, visitor, route):
    is_bad_token(call(server, route, f"Bearer  {visitor.token}"), route)


@pytest.mark.parametrize("token", GARBAGE, ids=lambda token: token[:20])
@pytest.mark.parametrize("route", ["GET /me", "GET /chats"])
def test_garbage_is_a_bad_token(server, route, token):
    is_bad_token(call(server, route, f"Bearer {token}"), route)


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("route", ROUTES)
def test_a_forged_token_is_a_bad_token(server, visitor, route, forgery):
    token = FORGERIES[forgery](visitor.claims, server.secret)
    is_bad_token(call(server, route, f"Bearer {token}"), route)


@pytest.mark.parametrize(
    "more", [{"iat": 1}, {"nbf": 1}, {"jti": "x"}, {"iss": "somebody"}, {"role": "admin"}], ids=str
)
@pytest.mark.parametrize("path", ["/me", "/chats"])
def test_other_claims_do_no_harm(server, visitor, path, more):
    assert call_with(server, f"GET {path}", visitor.claims | more).status_code == 200


@pytest.mark.corrected
@pytest.mark.parametrize("route", ROUTES)
def test_a_token_must_expire(server, visitor, route):
    claims = visitor.claims
    del claims["exp"]
    is_bad_token(call_with(server, route, claims), route)


@pytest.mark.parametrize("claims", [{}, {"user_id": None}], ids=str)
@pytest.mark.parametrize("route", REST)
def test_a_token_must_name_a_user_id(server, visitor, route, claims):
    answer = call_with(server, route, {"sub": visitor.email, "exp": exp()} | claims)
    expect.is_error(answer, 401, "Invalid token payload")


@pytest.mark.corrected
@pytest.mark.parametrize("claims", [{}, {"user_id": None}], ids=str)
def test_a_token_must_name_a_user_id_on_me_too(server, visitor, claims):
    answer = call_with(server, "GET /me", {"sub": visitor.email, "exp": exp()} | claims)
    assert answer.status_code == 401


@pytest.mark.corrected
@pytest.mark.parametrize("route", ROUTES)
def test_a_token_must_have_a_subject(server, visitor, route):
    answer = call_with(server, route, {"user_id": visitor.id, "exp": exp()})
    assert answer.status_code == 401


@pytest.mark.parametrize("user_id", [0, -1, 2**31 - 5])
@pytest.mark.parametrize("route", REST)
def test_the_user_must_exist(server, fresh_email, route, user_id):
    answer = call_with(server, route, {"sub": fresh_email, "user_id": user_id, "exp": exp()})
    expect.is_error(answer, 401, "User not found")


@pytest.mark.corrected
def test_the_user_must_exist_on_me_too(server, fresh_email):
    answer = call_with(server, "GET /me", {"sub": fresh_email, "user_id": 2**31 - 5, "exp": exp()})
    assert answer.status_code == 401


@pytest.mark.corrected
@pytest.mark.parametrize("user_id", ODD_USER_IDS, ids=str)
@pytest.mark.parametrize("route", ROUTES)
def test_an_odd_user_id_is_nobody(server, visitor, route, user_id):
    answer = call_with(server, route, visitor.claims | {"user_id": user_id})
    assert answer.status_code == 401


@pytest.mark.corrected
@pytest.mark.parametrize("route", ROUTES)
def test_the_subject_must_be_the_user(server, alice, bob, route):
    answer = call_with(server, route, alice.claims | {"sub": bob.email})
    assert answer.status_code == 401


@pytest.mark.corrected
@pytest.mark.parametrize(
    "sub", ["", "nobody", "nobody@example.com", "\0", "x" * 10000], ids=lambda sub: ascii(sub)[:20]
)
@pytest.mark.parametrize("route", ROUTES)
def test_the_subject_must_be_the_users_email(server, visitor, route, sub):
    answer = call_with(server, route, visitor.claims | {"sub": sub})
    assert answer.status_code == 401
