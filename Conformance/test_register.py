"""Section 1: POST /register."""

import json
import uuid

import pytest

import expect
from client import at_once, escaped
from samples import NOT_STRINGS, UNSTORABLE

TAKEN = "Пользователь с таким email уже существует."

NAMES = [
    "A",
    "Анна",
    "Jean-Luc O'Neil",
    "山田太郎",
    "<b>",
    "x" * 50,
    "я" * 50,
    "👋" * 50,
    "e\u0301" * 25,
    "👨‍👩‍👧" * 10,
]
LONG_NAMES = ["x" * 51, "я" * 51, "👋" * 51, "e\u0301" * 26, "👨‍👩‍👧" * 11]
PASSWORDS = ["8letters", "x" * 64, "пароль12", "я" * 64, "👋" * 8, "e\u0301" * 4, "with spaces in it", '"\\/\n\t12"']
SHORT_PASSWORDS = ["", "7chars!", "x", "👋" * 7, "e\u0301" * 3]
LONG_PASSWORDS = ["x" * 65, "я" * 65, "👋" * 65, "e\u0301" * 33]

LOCAL_PARTS = ["{}", "first.{}", "{}+tag", "{}_x", "{}-x", "o'{}", "Upper.{}", "{0}{0}"]
DOMAINS = ["example.com", "mail.example.co.uk", "xn--e1afmkfd.xn--p1ai", "1.example.org", "ex-ample.com"]
BAD_EMAILS = [
    "",
    "foo",
    "@example.com",
    "foo@",
    "foo@bar",
    "foo@localhost",
    "a b@example.com",
    "a..b@example.com",
    ".a@example.com",
    "a.@example.com",
    "a@@example.com",
    "a@b@example.com",
    "a@example..com",
    "a@.example.com",
    "a@example.com.",
    "a@-example.com",
    "a@example-.com",
    "a@exam ple.com",
    "a@exam_ple.com",
    "a@x.test",
    "a@x.local",
    "a,b@example.com",
    "a@example.com, b@example.com",
    "a\nb@example.com",
    "x" * 65 + "@example.com",
    "a@" + "x" * 64 + ".com",
    "a@" + "x." * 130 + "com",
]

# Requests that are refused, each with a password that must not come back.
SECRET = "Zx9!"
LEAKS = [
    {"password": SECRET},
    {"email": "foo", "name": "A", "password": SECRET},
    {"email": "a@example.com", "name": "A", "password": SECRET * 20},
    {"email": "a@example.com", "password": SECRET * 3},
    {"name": "A", "password": SECRET * 3},
    {"email": "a@example.com", "name": "A", "password": [SECRET]},
    {"email": "a@example.com", "name": "A", "password": {"value": SECRET}},
    {"email": "a@example.com", "name": "", "password": SECRET * 3},
    [{"email": "a@example.com", "name": "A", "password": SECRET * 3}],
    f"password={SECRET}",
]


def account(**changes):
    return {"email": f"{uuid.uuid4().hex}@example.com", "name": "Анна", "password": "secretpassword"} | changes


def without(*fields):
    return {key: value for key, value in account().items() if key not in fields}


def register(server, body):
    return server.http.post("/register", **escaped(body))


def test_a_new_user_is_created(server):
    body = account()
    answer = register(server, body)
    assert answer.status_code == 201
    created = answer.json()
    expect.has_in_order(created, "email", "name", "id")
    assert created["email"] == body["email"]
    assert created["name"] == "Анна"
    assert created["id"] > 0
    assert "password" not in answer.text


def test_ids_differ_and_grow(alice, bob):
    assert alice.id != bob.id


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_1_to_50_characters(server, name):
    answer = register(server, account(name=name))
    assert answer.status_code == 201
    assert answer.json()["name"] == name


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_has_8_to_64_characters(server, password):
    body = account(password=password)
    assert register(server, body).status_code == 201
    assert server.http.post("/login", json=body).status_code == 200


@pytest.mark.parametrize("local", LOCAL_PARTS)
def test_the_local_part_stays_as_typed(server, local):
    email = local.format(uuid.uuid4().hex) + "@example.com"
    answer = register(server, account(email=email))
    assert answer.status_code == 201
    assert answer.json()["email"] == email


@pytest.mark.parametrize("domain", DOMAINS)
def test_many_domains_are_good(server, domain):
    email = f"{uuid.uuid4().hex}@{domain}"
    answer = register(server, account(email=email))
    assert answer.status_code == 201


def test_the_domain_is_lowered(server):
    local = f"Anna.{uuid.uuid4().hex}"
    answer = register(server, account(email=f"{local}@EXAMPLE.com"))
    assert answer.status_code == 201
    assert answer.json()["email"] == f"{local}@example.com"


def test_unknown_keys_are_ignored(server):
    answer = register(server, account(id=1, is_admin=True, created_at="2020-01-01"))
    assert answer.status_code == 201
    assert answer.json()["id"] != 1


def test_an_email_is_taken_once(server, alice):
    expect.is_error(register(server, account(email=alice.email)), 400, TAKEN)


def test_an_email_is_taken_whatever_the_case_of_its_domain(server, alice):
    email = alice.email.replace("example.com", "Example.COM")
    expect.is_error(register(server, account(email=email)), 400, TAKEN)


@pytest.mark.corrected
def test_an_email_is_taken_whatever_its_case(server, alice):
    expect.is_error(register(server, account(email=alice.email.upper())), 400, TAKEN)


def test_a_refused_registration_keeps_the_first_account(server, alice):
    register(server, account(email=alice.email, password="anotherpassword"))
    login = {"email": alice.email, "password": alice.password}
    assert server.http.post("/login", json=login).status_code == 200


@pytest.mark.corrected
def test_one_of_many_registrations_at_once_wins(server):
    body = account()
    answers = at_once([lambda: register(server, body)] * 6)
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 5
    for answer in answers:
        if answer.status_code == 400:
            expect.is_error(answer, 400, TAKEN)


@pytest.mark.corrected
def test_one_of_many_registrations_at_once_wins_whatever_the_case(server):
    body = account()
    variants = [body | {"email": body["email"].replace("example", domain)} for domain in ("example", "Example")]
    variants += [body | {"email": body["email"].upper()}]
    answers = at_once([lambda variant=variant: register(server, variant) for variant in variants * 2])
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 5


@pytest.mark.parametrize("email", BAD_EMAILS)
def test_an_email_must_be_an_address(server, email):
    answer = register(server, account(email=email))
    assert answer.status_code == 422
    [entry] = answer.json()["detail"]
    expect.bad_email(entry)


def test_the_reason_names_a_missing_at_sign(server):
    reason = "An email address must have an @-sign."
    expect.is_invalid(
        register(server, account(email="foo")),
        expect.entry("value_error", ["body", "email"], f"value is not a valid email address: {reason}", reason=reason),
    )


@pytest.mark.parametrize("field", ["email", "name", "password"])
def test_every_field_is_required(server, field):
    expect.is_invalid(register(server, without(field)), expect.missing("body", field))


def test_missing_fields_are_reported_together_in_order(server):
    expected = [expect.missing("body", field) for field in ("email", "name", "password")]
    expect.is_invalid(register(server, {}), *expected)
    expect.is_invalid(register(server, without("email", "password")), expected[0], expected[2])


def test_different_errors_are_reported_together_in_order(server):
    expect.is_invalid(
        register(server, {"password": "7chars!", "name": "", "email": 5}),
        expect.not_a_string("body", "email"),
        expect.too_short(1, "body", "name"),
        expect.too_short(8, "body", "password"),
    )


@pytest.mark.parametrize("value", NOT_STRINGS, ids=json.dumps)
@pytest.mark.parametrize("field", ["email", "name", "password"])
def test_every_field_is_a_string(server, field, value):
    answer = register(server, account(**{field: value}))
    expect.is_invalid(answer, expect.not_a_string("body", field))


def test_a_name_must_not_be_empty(server):
    expect.is_invalid(register(server, account(name="")), expect.too_short(1, "body", "name"))


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_name_must_not_be_longer_than_50_characters(server, name):
    expect.is_invalid(register(server, account(name=name)), expect.too_long(50, "body", "name"))


@pytest.mark.parametrize("password", SHORT_PASSWORDS)
def test_a_password_must_not_be_shorter_than_8_characters(server, password):
    expect.is_invalid(register(server, account(password=password)), expect.too_short(8, "body", "password"))


@pytest.mark.parametrize("password", LONG_PASSWORDS)
def test_a_password_must_not_be_longer_than_64_characters(server, password):
    expect.is_invalid(register(server, account(password=password)), expect.too_long(64, "body", "password"))


@pytest.mark.corrected
@pytest.mark.parametrize("value", UNSTORABLE, ids=ascii)
@pytest.mark.parametrize("field", ["email", "name", "password"])
def test_what_cannot_be_stored_is_refused(server, field, value):
    value = f"{value}@example.com" if field == "email" else value
    answer = register(server, account(**{field: value}))
    assert answer.status_code == 422
    assert [entry["loc"] for entry in answer.json()["detail"]] == [["body", field]]


@pytest.mark.corrected
@pytest.mark.parametrize("path", ["/register", "/login"])
@pytest.mark.parametrize("body", LEAKS, ids=json.dumps)
def test_no_error_holds_a_password(server, path, body):
    answer = server.http.post(path, **escaped(body))
    assert answer.status_code in (400, 422)
    assert SECRET not in answer.text


@pytest.mark.corrected
def test_no_error_of_malformed_json_holds_a_password(server):
    answer = server.http.post("/login", content=f'{{"password":"{SECRET}"'.encode())
    assert answer.status_code == 422
    assert SECRET not in answer.text


@pytest.mark.corrected
def test_passwords_are_hashed_in_full(server):
    body = account(password="я" * 40 + "1")
    assert register(server, body).status_code == 201
    wrong = server.http.post("/login", json=body | {"password": "я" * 40 + "2"})
    expect.is_error(wrong, 400, "Неверный пароль.")
