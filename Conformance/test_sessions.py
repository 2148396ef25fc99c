"""Sessions that end: POST /logout, POST /password, POST /ws-ticket. Not in the original server."""

import pytest

import expect

pytestmark = pytest.mark.corrected

WRONG = "Неверный пароль."


def login(server, person, password=None):
    answer = server.http.post("/login", json={"email": person.email, "password": password or person.password})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def change(server, session, old, new):
    return server.http.post("/password", json={"old_password": old, "new_password": new}, headers=session)


def test_logging_out_ends_the_token(server, alice):
    session = login(server, alice)
    answer = server.http.post("/logout", headers=session)
    assert answer.status_code == 204
    assert answer.content == b""
    expect.is_error(server.http.get("/chats", headers=session), 401, expect.BAD_TOKEN)
    expect.is_error(server.http.get("/me", headers=session), 401, expect.BAD_TOKEN_ON_ME)
    expect.is_error(server.http.post("/logout", headers=session), 401, expect.BAD_TOKEN)


def test_logging_out_leaves_the_other_sessions(server, alice):
    server.http.post("/logout", headers=login(server, alice))
    assert alice.get("/me").status_code == 200


def test_one_can_log_in_again_at_once(server, alice):
    for _ in range(3):
        session = login(server, alice)
        assert server.http.get("/me", headers=session).status_code == 200
        assert server.http.post("/logout", headers=session).status_code == 204


def test_changing_the_password_ends_all_tokens_and_gives_one(server, alice):
    first, second = login(server, alice), login(server, alice)
    answer = change(server, second, alice.password, "another secret")
    assert answer.status_code == 200
    expect.has_in_order(answer.json(), "access_token", "token_type")
    assert server.http.get("/chats", headers=first).status_code == 401
    assert server.http.get("/chats", headers=second).status_code == 401
    assert alice.get("/chats").status_code == 401
    renewed = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert server.http.get("/chats", headers=renewed).status_code == 200
    old = server.http.post("/login", json={"email": alice.email, "password": alice.password})
    expect.is_error(old, 400, WRONG)
    assert server.http.get("/me", headers=login(server, alice, "another secret")).status_code == 200


def test_a_wrong_password_changes_nothing(server, alice):
    session = login(server, alice)
    expect.is_error(change(server, session, "not this one", "another secret"), 400, WRONG)
    assert server.http.get("/me", headers=session).status_code == 200
    login(server, alice)


def test_both_passwords_are_needed_and_have_limits(visitor):
    expect.is_invalid(
        visitor.post("/password", json={}),
        expect.missing("body", "old_password"),
        expect.missing("body", "new_password"),
    )
    expect.is_invalid(
        visitor.post("/password", json={"old_password": "short", "new_password": "x" * 65}),
        expect.too_short(8, "body", "old_password"),
        expect.too_long(64, "body", "new_password"),
    )


def test_no_error_repeats_a_password(visitor):
    answer = visitor.post("/password", json={"old_password": "sEcReT", "new_password": 5, "x": "sEcReT"})
    assert answer.status_code == 422
    assert "sEcReT" not in answer.text


def test_tickets_are_all_different(visitor):
    answers = [visitor.post("/ws-ticket") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["ticket"] for answer in answers}) == 3
    assert {answer.json()["expires_in"] for answer in answers} == {30}


@pytest.mark.parametrize("path", ["/logout", "/password", "/ws-ticket"])
def test_a_token_is_needed(server, path):
    answer = server.http.post(path)
    expect.is_error(answer, 401, "Not authenticated")
    assert answer.headers["www-authenticate"] == "Bearer"
