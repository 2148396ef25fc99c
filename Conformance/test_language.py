"""The texts of errors: Russian, or English for a client that prefers it; the code is the same."""

import pytest

import expect
from samples import cases

RUSSIAN = [
    None,
    "",
    "ru",
    "ru-RU",
    "*",
    "ru, en;q=0.9",
    "en;q=0.5, ru",
    "en;q=0",
    "fr",
    "ru;q=0.9, en;q=0.8",
    "%%%",
    ";q=,",
]
ENGLISH = ["en", "EN", "en-US", "en-GB,en;q=0.9", "en, ru;q=0.9", "ru;q=0.5, en;q=0.7", "en;q=0.1, ru;q=0"]

# Requests that are refused, and the contract's text.
REFUSALS = {
    "an unknown e-mail": ("POST", "/login", "Пользователь не найден."),
    "a wrong password": ("POST", "/login", "Неверный пароль."),
    "a taken e-mail": ("POST", "/register", "Пользователь с таким email уже существует."),
    "no access": ("GET", "/history/0", expect.NO_ACCESS),
    "no member": ("POST", "/chats", "При создании приватного чата можно указать только одного участника"),
    "oneself": ("POST", "/chats", "Нельзя создать приватный чат с самим собой"),
    "an unknown member": ("POST", "/chats", "Пользователь не найден"),
}


def body_of(refusal, person):
    return {
        "an unknown e-mail": {"email": f"unknown.{person.email}", "password": "secretpassword"},
        "a wrong password": {"email": person.email, "password": "wrong password"},
        "a taken e-mail": {"email": person.email, "password": "secretpassword", "name": "A"},
        "no access": None,
        "no member": {"name": "A", "member_ids": []},
        "oneself": {"name": "A", "member_ids": [person.id]},
        "an unknown member": {"name": "A", "member_ids": [0]},
    }[refusal]


def refused(person, refusal, language):
    method, path, _ = REFUSALS[refusal]
    headers = {} if language is None else {"Accept-Language": language}
    return person.request(method, path, json=body_of(refusal, person), headers=headers)


@pytest.mark.parametrize("refusal", cases(REFUSALS, "an unknown member"))
def test_texts_are_the_contracts_by_default(visitor, refusal):
    assert refused(visitor, refusal, None).json()["detail"] == REFUSALS[refusal][2]


@pytest.mark.corrected
@pytest.mark.parametrize("refusal", REFUSALS)
def test_texts_are_english_for_who_prefers_it(visitor, refusal):
    russian, english = refused(visitor, refusal, None), refused(visitor, refusal, "en")
    assert english.status_code == russian.status_code
    assert english.json()["code"] == russian.json()["code"]
    assert english.json()["detail"].isascii()


@pytest.mark.parametrize("language", RUSSIAN)
def test_these_get_russian(visitor, language):
    expect.is_forbidden(refused(visitor, "no access", language))


@pytest.mark.corrected
@pytest.mark.parametrize("language", ENGLISH)
def test_these_get_english(visitor, language):
    assert refused(visitor, "no access", language).json()["detail"].isascii()


@pytest.mark.corrected
def test_a_bad_token_on_me_is_told_in_english_too(server):
    headers = {"Authorization": "Bearer x", "Accept-Language": "en"}
    answer = server.http.get("/me", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["detail"].isascii()


@pytest.mark.corrected
def test_codes_tell_errors_apart(visitor):
    codes = {refused(visitor, refusal, None).json()["code"] for refusal in REFUSALS}
    assert len(codes) >= len(REFUSALS) - 1
