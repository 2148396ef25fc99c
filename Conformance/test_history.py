"""Section 7: GET /history/{chat_id}."""

import pytest

import expect
from samples import HUGE_IDS, MAX_INT32, MAX_INT64, NOT_INTEGERS, UNKNOWN_IDS

COUNT = 105
# limit and offset, as sent; None is left out.
PAGES = [
    (None, None),
    (1, None),
    (2, 1),
    (50, None),
    (100, None),
    (100, 5),
    (100, 6),
    (None, 0),
    (None, 55),
    (None, 56),
    (None, 104),
    (1, 104),
    (10, 100),
    (1, 105),
    (50, 1000),
    (100, MAX_INT32),
    (1, MAX_INT32 + 1),
    (7, 7),
]


@pytest.fixture(scope="module")
def author(server):
    return server.register(name="Автор")


@pytest.fixture(scope="module")
def long_chat(author):
    chat = author.create_group([])
    for number in range(COUNT):
        author.say(chat, f"Сообщение {number}")
    return chat


def page(person, chat, **query):
    return person.get(f"/history/{chat}", params={key: value for key, value in query.items() if value is not None})


@pytest.mark.parametrize(("limit", "offset"), PAGES)
def test_a_page_is_a_slice_of_the_messages(author, long_chat, limit, offset):
    answer = page(author, long_chat, limit=limit, offset=offset)
    assert answer.status_code == 200
    body = answer.json()
    expect.has_in_order(body, "items", "total", "offset", "limit")
    limit, offset = limit or 50, offset or 0
    assert (body["total"], body["offset"], body["limit"]) == (COUNT, offset, limit)
    texts = [f"Сообщение {number}" for number in range(COUNT)]
    assert [item["text"] for item in body["items"]] == texts[offset : offset + limit]


def test_pages_hold_the_messages_of_the_chat(author, long_chat):
    assert page(author, long_chat, limit=100).json()["items"] == author.read(long_chat)[:100]


def test_an_item_is_a_message(alice, chat):
    message = alice.say(chat, "Привет 👋")
    [item] = page(alice, chat).json()["items"]
    expect.has_in_order(item, "text", "chat_id", "client_message_id", "id", "sender_id", "created_at")
    assert {key: item[key] for key in message} == message
    assert expect.NAIVE_TIME.fullmatch(item["created_at"])


def test_an_empty_chat_has_an_empty_page(alice, chat):
    body = page(alice, chat).json()
    assert (body["items"], body["total"], body["offset"], body["limit"]) == ([], 0, 0, 50)


def test_the_total_grows_with_the_chat(alice, bob, chat):
    for expected in (1, 2, 3):
        alice.say(chat, "more")
        assert page(bob, chat, limit=1).json()["total"] == expected


def test_other_parameters_are_ignored(author, long_chat):
    assert author.get(f"/history/{long_chat}?limit=2&page=5&before=1").json()["limit"] == 2


@pytest.mark.parametrize("limit", [0, -1, -MAX_INT64])
def test_a_limit_is_1_at_least(visitor, limit):
    expect.is_invalid(page(visitor, 1, limit=limit), expect.too_small(1, "query", "limit"))


@pytest.mark.parametrize("limit", [101, 1000, MAX_INT64, 10**30])
def test_a_limit_is_100_at_most(visitor, limit):
    expect.is_invalid(page(visitor, 1, limit=limit), expect.too_big(100, "query", "limit"))


@pytest.mark.parametrize("offset", [-1, -MAX_INT64, -(10**30)])
def test_an_offset_is_0_at_least(visitor, offset):
    expect.is_invalid(page(visitor, 1, offset=offset), expect.too_small(0, "query", "offset"))


@pytest.mark.corrected
@pytest.mark.parametrize("offset", [MAX_INT64 + 1, 10**30])
def test_an_offset_has_64_bits_at_most(author, long_chat, offset):
    answer = page(author, long_chat, offset=offset)
    assert answer.status_code == 422
    assert [entry["loc"] for entry in answer.json()["detail"]] == [["query", "offset"]]


@pytest.mark.parametrize("value", [*NOT_INTEGERS, ""])
@pytest.mark.parametrize("name", ["limit", "offset"])
def test_limit_and_offset_are_integers(visitor, name, value):
    expect.is_invalid(visitor.get(f"/history/1?{name}={value}"), expect.unparsable_int("query", name))


@pytest.mark.parametrize("chat_id", NOT_INTEGERS)
def test_a_chat_id_is_an_integer(visitor, chat_id):
    expect.is_invalid(visitor.get(f"/history/{chat_id}"), expect.unparsable_int("path", "chat_id"))


def test_errors_are_reported_together_in_order(visitor):
    expect.is_invalid(
        visitor.get("/history/x?offset=x&limit=101"),
        expect.unparsable_int("path", "chat_id"),
        expect.too_big(100, "query", "limit"),
        expect.unparsable_int("query", "offset"),
    )


def test_a_stranger_has_no_access(alice, long_chat):
    expect.is_forbidden(page(alice, long_chat))


@pytest.mark.parametrize("chat_id", UNKNOWN_IDS)
def test_an_unknown_chat_is_like_a_strangers(visitor, chat_id):
    expect.is_forbidden(page(visitor, chat_id))


@pytest.mark.corrected
@pytest.mark.parametrize("chat_id", HUGE_IDS)
def test_a_huge_chat_id_is_like_a_strangers(visitor, chat_id):
    expect.is_forbidden(page(visitor, chat_id))
