"""What answers must look like. Only the contract's keys are compared: a server may add others."""

import re

NO_ACCESS = "У вас нет доступа к этому чату"
BAD_TOKEN = "Invalid authentication credentials"
BAD_TOKEN_ON_ME = "Неверный или истекший токен"
NAIVE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?")
AWARE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")


def has_in_order(body, *keys):
    assert [key for key in body if key in keys] == list(keys)


def is_error(response, status, detail):
    assert response.status_code == status, response.text
    assert response.json()["detail"] == detail
    assert response.headers["content-type"] == "application/json"


def is_invalid(response, *entries):
    """A 422 with exactly these entries, in this order."""
    assert response.status_code == 422, response.text
    detail = response.json()["detail"]
    assert [strip(entry, like) for entry, like in zip(detail, entries, strict=False)] == list(entries)
    assert len(detail) == len(entries)


def strip(entry, like):
    return {key: entry.get(key) for key in like}


def is_forbidden(response):
    is_error(response, 403, NO_ACCESS)


def entry(kind, loc, msg, **ctx):
    expected = {"type": kind, "loc": list(loc), "msg": msg}
    return expected | {"ctx": ctx} if ctx else expected


def missing(*loc):
    return entry("missing", loc, "Field required")


def not_an_object():
    return entry(
        "model_attributes_type",
        ["body"],
        "Input should be a valid dictionary or object to extract fields from",
    )


def not_json(offset, error):
    return entry("json_invalid", ["body", offset], "JSON decode error", error=error)


def not_a_string(*loc):
    return entry("string_type", loc, "Input should be a valid string")


def not_a_list(*loc):
    return entry("list_type", loc, "Input should be a valid list")


def not_an_int(*loc):
    return entry("int_type", loc, "Input should be a valid integer")


def not_a_whole_number(*loc):
    return entry("int_from_float", loc, "Input should be a valid integer, got a number with a fractional part")


def unparsable_int(*loc):
    return entry("int_parsing", loc, "Input should be a valid integer, unable to parse string as an integer")


def not_a_chat_type():
    return entry("enum", ["body", "chat_type"], "Input should be 'private' or 'group'", expected="'private' or 'group'")


def too_short(limit, *loc):
    unit = "character" if limit == 1 else "characters"
    return entry("string_too_short", loc, f"String should have at least {limit} {unit}", min_length=limit)


def too_long(limit, *loc):
    return entry("string_too_long", loc, f"String should have at most {limit} characters", max_length=limit)


def too_small(limit, *loc):
    return entry("greater_than_equal", loc, f"Input should be greater than or equal to {limit}", ge=limit)


def too_big(limit, *loc):
    return entry("less_than_equal", loc, f"Input should be less than or equal to {limit}", le=limit)


def bad_email(entry):
    """The reason after the prefix is free; it stands in ctx too."""
    prefix = "value is not a valid email address: "
    assert entry["type"] == "value_error"
    assert entry["loc"] == ["body", "email"]
    assert entry["msg"].startswith(prefix)
    assert entry["msg"] != prefix
    assert entry["ctx"]["reason"]
