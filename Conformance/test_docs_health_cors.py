"""Section 9: pages, documentation, health, unknown paths and methods, CORS."""

import json
import re

import httpx
import pytest

import expect

ORIGIN = "https://app.example.org"
METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
ROUTES = {
    "/register": {"post"},
    "/login": {"post"},
    "/me": {"get"},
    "/chats": {"get", "post"},
    "/chats/{chat_id}/messages": {"get", "post"},
    "/history/{chat_id}": {"get"},
    "/health": {"get"},
}
UNKNOWN_PATHS = [
    "/nope",
    "/people",
    "/auth/login",
    "/chats/",
    "/chats/1/",
    "/me/",
    "/me/x",
    "/history",
    "/index.htm",
    "/ME",
]
WRONG_METHODS = [
    *[(method, path) for path in ROUTES for method in ("DELETE", "PUT", "PATCH")],
    ("POST", "/me"),
    ("POST", "/history/1"),
    ("PUT", "/"),
    ("DELETE", "/"),
    ("POST", "/"),
]
PREFLIGHTS = ["/me", "/login", "/register", "/chats", "/chats/1/messages", "/history/1", "/health", "/nope", "/"]


def openapi(server):
    return server.http.get("/openapi.json").json()


@pytest.mark.parametrize("path", ["/", "/index.html", "/docs", "/redoc", "/docs/oauth2-redirect"])
def test_pages_are_html(server, path):
    answer = server.http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "<" in answer.text


@pytest.mark.corrected
@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_what_a_page_loads_is_here_or_has_an_integrity_hash(server, path):
    tags = re.findall(r"<(?:script|link)\b[^>]*>", server.http.get(path).text)
    addresses = [(tag, re.search(r'(?:src|href)="([^"]+)"', tag)) for tag in tags]
    loaded = [(tag, found[1]) for tag, found in addresses if found and not found[1].startswith("data:")]
    assert loaded
    for tag, address in loaded:
        if address.startswith("http"):
            assert "integrity=" in tag
        else:
            assert server.http.get(httpx.URL(server.base_url + path).join(address)).status_code == 200


def test_the_api_describes_itself(server):
    answer = server.http.get("/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_is_described(server, path):
    assert ROUTES[path] <= set(openapi(server)["paths"][path])


@pytest.mark.corrected
def test_the_description_says_that_tokens_are_bearer_tokens(server):
    schemes = openapi(server)["components"]["securitySchemes"].values()
    assert any((scheme["type"], scheme.get("scheme")) == ("http", "bearer") for scheme in schemes)


@pytest.mark.corrected
def test_health_is_good(server):
    answer = server.http.get("/health")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["status"] == "все ок👌"
    assert '"status":"все ок👌"' in answer.text


@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_an_unknown_path_is_not_found(visitor, path):
    expect.is_error(visitor.get(path), 404, "Not Found")


@pytest.mark.parametrize("path", ["/nope", "/ws", "/ws/1?token=x"])
def test_an_unknown_path_is_not_found_without_a_token(server, path):
    expect.is_error(server.http.get(path), 404, "Not Found")


def test_a_socket_needs_an_upgrade(visitor, visited_chat):
    expect.is_error(visitor.get(f"/ws/{visited_chat}?token={visitor.token}"), 404, "Not Found")


@pytest.mark.parametrize(("method", "path"), WRONG_METHODS)
def test_a_wrong_method_is_not_allowed(visitor, method, path):
    path = path.replace("{chat_id}", "1")
    expect.is_error(visitor.request(method, path), 405, "Method Not Allowed")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_writing_to_an_unknown_path_is_refused(server, method):
    assert server.http.request(method, "/nope").status_code in (404, 405)


@pytest.mark.parametrize(
    "path", ["/me", "/chats", "/openapi.json", "/docs", "/", "/nope", "/history/abc", "/history/0"]
)
def test_every_origin_may_read_the_answers(visitor, path):
    assert visitor.get(path, headers={"Origin": ORIGIN}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/me", "/chats", "/history/1"])
def test_every_origin_may_read_a_401(server, path):
    answer = server.http.get(path, headers={"Origin": ORIGIN})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("body", [{}, {"email": "nobody@example.com", "password": "secretpassword"}], ids=json.dumps)
def test_every_origin_may_read_a_refused_login(server, body):
    answer = server.http.post("/login", json=body, headers={"Origin": ORIGIN})
    assert answer.status_code in (400, 422)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_null_origin_may_read_the_answers(visitor):
    assert visitor.get("/me", headers={"Origin": "null"}).headers["access-control-allow-origin"] == "*"


@pytest.mark.corrected
def test_a_cookie_does_not_make_an_origin_trusted(visitor):
    answer = visitor.get("/me", headers={"Origin": ORIGIN, "Cookie": "session=1"})
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/me", "/nope", "/"])
def test_without_an_origin_there_are_no_cors_headers(visitor, path):
    answer = visitor.get(path)
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("path", PREFLIGHTS)
def test_a_preflight_is_granted(server, path, method):
    answer = preflight(server, path, method, "authorization,content-type,x-custom")
    assert answer.status_code == 200
    assert answer.text == "OK"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["access-control-allow-origin"] in ("*", ORIGIN)
    assert listed(answer, "access-control-allow-methods") == {method.lower() for method in METHODS}
    assert listed(answer, "access-control-allow-headers") >= {"authorization", "content-type", "x-custom"}
    assert answer.headers["access-control-max-age"] == "600"


def test_a_preflight_needs_no_headers(server):
    assert preflight(server, "/me", "GET", None).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "get"])
def test_a_preflight_for_an_unknown_method_is_refused(server, method):
    answer = preflight(server, "/me", method, None)
    assert answer.status_code == 400
    assert answer.text == "Disallowed CORS method"


@pytest.mark.parametrize("path", ["/me", "/chats", "/login"])
def test_options_without_a_preflight_is_not_allowed(server, path):
    assert server.http.options(path).status_code == 405


def test_options_with_an_origin_alone_is_no_preflight(server):
    assert server.http.options("/me", headers={"Origin": ORIGIN}).status_code == 405


def preflight(server, path, method, wanted):
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": method}
    if wanted:
        headers["Access-Control-Request-Headers"] = wanted
    return server.http.options(path, headers=headers)


def listed(answer, header):
    return {value.strip().lower() for value in answer.headers[header].split(",")}
