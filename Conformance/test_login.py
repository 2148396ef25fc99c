"""Section 2: POST /login."""

import json
import time

import pytest

import expect
import tokens
from samples import NOT_STRINGS

UNKNOWN = "Пользователь не найден."
WRONG = "Неверный пароль."
LIFETIME = 60 * 3600


def login(server, email, password):
    return server.http.post("/login", json={"email": email, "password": password})


def test_a_login_gives_a_bearer_token(server, alice):
    answer = login(server, alice.email, alice.password)
    assert answer.status_code == 200
    expect.has_in_order(answer.json(), "access_token", "token_type")
    assert answer.json()["token_type"] == "bearer"


def test_the_token_names_the_user_and_lives_60_hours(server, alice):
    token = login(server, alice.email, alice.password).json()["access_token"]
    header, claims = tokens.verified(token, server.secret)
    assert header == {"alg": "HS256", "typ": "JWT"}
    expect.has_in_order(claims, "sub", "user_id", "exp")
    assert claims["sub"] == alice.email
    assert claims["user_id"] == alice.id
    assert isinstance(claims["exp"], int)
    assert abs(claims["exp"] - time.time() - LIFETIME) < 300


@pytest.mark.parametrize("path", ["/me", "/chats"])
def test_the_token_opens_the_protected_routes(server, alice, path):
    token = login(server, alice.email, alice.password).json()["access_token"]
    assert server.http.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_case_of_the_domain_does_not_matter(server, alice):
    email = alice.email.replace("example.com", "EXAMPLE.Com")
    assert login(server, email, alice.password).status_code == 200


@pytest.mark.corrected
def test_the_case_of_the_email_does_not_matter(server, alice):
    answer = login(server, alice.email.upper(), alice.password)
    assert answer.status_code == 200
    _, claims = tokens.verified(answer.json()["access_token"], server.secret)
    assert claims["user_id"] == alice.id
    assert claims["sub"] == alice.email


def test_an_unknown_email_is_refused(server, fresh_email):
    expect.is_error(login(server, fresh_email, "secretpassword"), 400, UNKNOWN)


@pytest.mark.parametrize(
    "change", [str.upper, str.capitalize, lambda password: password + " ", lambda password: password[:-1]]
)
def test_a_wrong_password_is_refused(server, visitor, change):
    expect.is_error(login(server, visitor.email, change(visitor.password)), 400, WRONG)


def test_another_users_password_is_refused(server, alice):
    other = server.register(password="another password")
    expect.is_error(login(server, alice.email, other.password), 400, WRONG)


def test_unknown_keys_are_ignored(server, alice):
    body = {"email": alice.email, "password": alice.password, "name": 5, "remember": True}
    assert server.http.post("/login", json=body).status_code == 200


@pytest.mark.parametrize("field", ["email", "password"])
def test_both_fields_are_required(server, field):
    body = {"email": "a@example.com", "password": "secretpassword"}
    del body[field]
    expect.is_invalid(server.http.post("/login", json=body), expect.missing("body", field))


def test_errors_are_reported_together_in_order(server):
    expect.is_invalid(
        server.http.post("/login", json={"password": "short"}),
        expect.missing("body", "email"),
        expect.too_short(8, "body", "password"),
    )


@pytest.mark.parametrize("value", NOT_STRINGS, ids=json.dumps)
@pytest.mark.parametrize("field", ["email", "password"])
def test_both_fields_are_strings(server, field, value):
    body = {"email": "a@example.com", "password": "secretpassword"} | {field: value}
    expect.is_invalid(server.http.post("/login", json=body), expect.not_a_string("body", field))


@pytest.mark.parametrize("password", ["", "short", "7chars!"])
def test_a_short_password_is_invalid_rather_than_wrong(server, visitor, password):
    expect.is_invalid(login(server, visitor.email, password), expect.too_short(8, "body", "password"))


def test_a_long_password_is_invalid_rather_than_wrong(server, visitor):
    expect.is_invalid(login(server, visitor.email, "x" * 65), expect.too_long(64, "body", "password"))


@pytest.mark.parametrize("email", ["", "foo", "foo@bar", "a b@example.com"])
def test_an_email_must_be_an_address(server, email):
    answer = login(server, email, "secretpassword")
    assert answer.status_code == 422
    [entry] = answer.json()["detail"]
    expect.bad_email(entry)


def test_a_form_is_refused(server, visitor):
    form = {"username": visitor.email, "email": visitor.email, "password": visitor.password}
    expect.is_invalid(server.http.post("/login", data=form), expect.not_an_object())


@pytest.mark.corrected
def test_an_unknown_email_takes_as_long_as_a_wrong_password(server, visitor, fresh_email):
    def fastest(email):
        return min(login(server, email, "wrong password").elapsed for _ in range(5))

    assert fastest(fresh_email) > fastest(visitor.email) * 0.4
