"""The example of single sign-on: a real Caddy and a real daemon, and between them and a municipality a stand-in of oauth2-proxy
that keeps to what its documentation says of `/oauth2/`.
"""

import html
import http.client
import http.server
import os
import pathlib
import re
import secrets
import socket
import sys
import tempfile
import threading
import urllib.parse

from proxy import CADDYFILE, DAEMON, HOST, REPOSITORY, Proxy

sys.path.append(str(REPOSITORY / "Tests" / "API"))

import hotline as lab  # noqa: E402

EXAMPLE = REPOSITORY / "config/caddy/single-sign-on.caddyfile"
OAUTH2_PROXY = "127.0.0.1:4180"
ANNA, CARL = "anna@kommune.example", "carl@kommune.example"
USER, SECRET = "X-Auth-Request-Email", "Hotline-Proxy-Secret"
DEEP = "/console/calls?from=2026-01-01&to=2026-02-01&institution=b%C3%B8rn%26unge"


class Server:
    """Answers with `answer(handler, body)`, and remembers what it was asked: method, path, headers, body."""

    def __init__(self, answer):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def take(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked.append((self.command, self.path, self.headers, body))
                answer(self, body)

            do_GET = do_POST = take

            def reply(self, status, headers=(), body=b""):
                self.send_response_only(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class SignOn(Server):
    """What oauth2-proxy says with `set_xauthrequest` and `reverse_proxy`: 202 or 401 at /oauth2/auth, and ways to a cookie."""

    def __init__(self):
        # Whom the municipality's page would name next; None: somebody without an address.
        self.person = ANNA
        self.sessions = {}
        self.states = {}
        super().__init__(self.answer)

    def answer(self, handler, _):
        path, _, query = handler.path.partition("?")
        query = urllib.parse.parse_qs(query)
        if path == "/oauth2/auth":
            return self.tell(handler)
        # A query's word comes before the header's; neither may lead to another host.
        wanted = query.get("rd", [""])[0] or handler.headers.get("X-Auth-Request-Redirect", "")
        wanted = wanted if re.match(r"/(?![/\\])", wanted) else "/"
        if path == "/oauth2/sign_in":
            page = f'<form action="/oauth2/start"><input type="hidden" name="rd" value="{html.escape(wanted)}"></form>'
            return handler.reply(200, [("Content-Type", "text/html; charset=utf-8")], page.encode())
        if path == "/oauth2/start":
            state = secrets.token_hex(8)
            self.states[state] = wanted
            return handler.reply(302, [("Location", f"https://login.example/authorize?state={state}")])
        if path == "/oauth2/callback":
            cookie = secrets.token_hex(16)
            self.sessions[cookie] = self.person
            target = self.states.pop(query["state"][0])
            return handler.reply(302, [("Location", target), ("Set-Cookie", f"_oauth2_proxy={cookie}; Path=/; Secure; HttpOnly")])
        return handler.reply(404)

    def tell(self, handler):
        cookie = re.search(r"_oauth2_proxy=(\w+)", handler.headers.get("Cookie", ""))
        if not cookie or cookie[1] not in self.sessions:
            return handler.reply(401, body=b"Unauthorized\n")
        person = self.sessions[cookie[1]]
        told = [("X-Auth-Request-User", f"id-of-{person}")] + ([(USER, person)] if person else [])
        return handler.reply(202, told)


class Tap(Server):
    """Passes everything on to the daemon."""

    def __init__(self, port):
        def answer(handler, body):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
            connection.putrequest(handler.command, handler.path, skip_host=True, skip_accept_encoding=True)
            for name, value in handler.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            reply = connection.getresponse()
            content = reply.read()
            handler.reply(reply.status, [each for each in reply.getheaders() if each[0].lower() != "content-length"], content)
            connection.close()

        super().__init__(answer)


class SignOnProxy(Proxy):
    """Caddy with the example's blocks where its first line says that they belong."""

    def caddy(self, servers):
        sign_on, tap, secret = servers
        self.environment = {"HOTLINE_PROXY_SECRET": secret}
        blocks = EXAMPLE.read_text(encoding="utf-8").partition(f"\n{HOST} {{\n")[2].rpartition("}")[0]
        place = "\t@open path_regexp"
        text = CADDYFILE.read_text(encoding="utf-8")
        assert text.count(place) == 1, "where does 'handle @open' begin?"
        self.run_caddy([CADDYFILE, EXAMPLE], text.replace(place, blocks + place), {
            DAEMON: (2, f"127.0.0.1:{tap.port}"), OAUTH2_PROXY: (text_count(blocks), f"127.0.0.1:{sign_on.port}")})


def text_count(blocks):
    count = blocks.count(OAUTH2_PROXY)
    assert count >= 2, "the example asks oauth2-proxy nowhere"
    return count


class Site:
    """All of it."""

    def __init__(self, folder, hotlined, hotlinectl):
        self.folder = pathlib.Path(folder)
        self.secret = secrets.token_hex(24)
        (self.folder / "caddy").mkdir()
        (self.folder / "hotline").mkdir()
        self.hotline = lab.Hotline(self.folder / "hotline", hotlined, hotlinectl, f"""\
console: {{ public-url: "https://{HOST}", proxy: {{ addresses: [127.0.0.1], user-header: {USER} }} }}
access: {{ "{ANNA}": {{ role: staff, professional: anna }} }}
""")
        self.hotline.more_credentials["console-proxy"] = self.secret
        self.hotline.start()
        self.sign_on = SignOn()
        self.tap = Tap(self.hotline.port)
        self.proxy = SignOnProxy("caddy", str(self.folder / "caddy"), (self.sign_on, self.tap, self.secret))

    def stop(self):
        self.proxy.stop()
        self.tap.stop()
        self.hotline.stop()


class Browser:
    """Keeps cookies, and follows nothing by itself."""

    def __init__(self, site):
        self.site = site
        self.cookies = {}

    def ask(self, path, headers=(), body=None):
        """The reply: status, the values of its headers by name, and its text."""
        own = [("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))] if self.cookies else []
        with self.site.proxy.connection() as connection:
            lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {HOST}"]
            lines += [f"{name}: {value}" for name, value in [*own, *headers]]
            lines += [] if body is None else [f"Content-Length: {len(body)}"]
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
            reply = http.client.HTTPResponse(connection)
            reply.begin()
            content = reply.read().decode()
        for cookie in reply.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply.status, reply.headers, content

    def signs_in(self, person, wanted="/console"):
        """As the municipality's page sends one back; where that leads."""
        self.site.sign_on.person = person
        status, headers, page = self.ask(wanted)
        if status in (302, 303):
            path = headers["Location"]
            assert path.startswith("/oauth2/sign_in"), f"{wanted} leads to {path}"
            status, headers, page = self.ask(path)
        shown = re.search(r'action="/oauth2/start"><input type="hidden" name="rd" value="([^"]*)"', page)
        assert shown, f"{wanted} is answered {status}, and nobody can sign in: {page[:300]}"
        wanted = urllib.parse.quote(html.unescape(shown[1]), safe="")
        _, headers, _ = self.ask(f"/oauth2/start?rd={wanted}")
        state = urllib.parse.urlsplit(headers["Location"]).query
        _, headers, _ = self.ask(f"/oauth2/callback?code=1&{state}")
        return headers["Location"]

    def sees(self, path, status, *words, headers=()):
        got, _, page = self.ask(path, headers)
        text = " ".join(html.unescape(re.sub("<[^>]*>", " ", page)).split())
        assert got == status, f"{path} is answered {got}, not {status}: {text[:300]}"
        for each in words:
            assert each in text, f"{path}: nobody sees '{each}', but: {text[:300]}"


def told(site, name):
    """What the daemon was last told in a header."""
    return site.tap.asked[-1][2].get_all(name)


def case_stranger(site):
    """who is not signed in signs in first, and comes to the very page that they asked for"""
    for path in ("/console", DEEP):
        assert (target := Browser(site).signs_in(ANNA, path)) == path, f"{path} became {target}"
    status, _, page = Browser(site).ask("/console/reason", body=b"call=1")
    assert (status, "/oauth2/start" in page) == (200, True), f"a form is answered {status}"
    assert not site.tap.asked, f"the daemon was asked for {site.tap.asked[0][1]}"
    assert all(not body for _, _, _, body in site.sign_on.asked), "oauth2-proxy is sent the form"
    asked = next(headers for method, path, headers, _ in site.sign_on.asked if path == "/oauth2/auth")
    known = {"X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https", "X-Real-IP": "127.0.0.1", "X-Forwarded-Uri": "/console"}
    for name, value in known.items():
        assert asked.get_all(name) == [value], f"oauth2-proxy is told {name}: {asked.get_all(name)}"


def case_staff(site):
    """a user of 'access' sees Nu under their name, and their forms are taken"""
    anna = Browser(site)
    anna.ask(anna.signs_in(ANNA))
    anna.sees("/console", 200, "Nu", ANNA, "Anna Holm")
    assert told(site, USER) == [ANNA] and told(site, SECRET) == [site.secret], "the daemon was told something else"
    _, _, page = anna.ask("/console")
    seal = re.search(r'name="seal" value="([^"]+)"', page)[1]
    status, headers, _ = anna.ask(
        "/console/sign-out", [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")],
        f"seal={urllib.parse.quote(seal, safe='')}".encode())
    assert (status, headers["Location"]) == (303, "/console/sign-in?done=out"), f"{status} {headers['Location']}"
    anna.sees("/console", 200, "Nu", ANNA)
    site.sign_on.sessions.clear()
    before = len(site.tap.asked)
    assert "/oauth2/start" in anna.ask("/console")[2] and len(site.tap.asked) == before, "their session outlives the sign-on"


def forgeries(site):
    """What a browser might say of itself."""
    yield [(USER, ANNA)]
    yield [(USER.lower(), ANNA), (SECRET.upper(), site.secret)]
    yield [(USER, ANNA), (USER, CARL), (SECRET, site.secret), (SECRET, site.secret)]
    yield [(USER.replace("-", "_"), ANNA), (SECRET.replace("-", "_"), site.secret)]
    # Fields of one connection only: a proxy takes them out.
    yield [(USER, ANNA), (SECRET, site.secret), ("Connection", f"close, {USER}, {SECRET}")]
    yield [("X-Auth-Request-User", ANNA), ("X-Forwarded-Email", ANNA), ("X-Forwarded-User", ANNA), (SECRET, site.secret)]


def case_forged(site):
    """a browser that names somebody, or knows the secret, is not believed"""
    carl, nobody, anna = Browser(site), Browser(site), Browser(site)
    carl.signs_in(CARL)
    anna.signs_in(ANNA)
    for headers in forgeries(site):
        for path in ("/console", "/console/", "/console/calls", "//console", "/CONSOLE", "/console%2fcalls"):
            before = len(site.tap.asked)
            status, _, page = nobody.ask(path, headers)
            assert ANNA not in page and "Anna Holm" not in page, f"{path} with {headers} shows Anna's pages"
            passed = site.tap.asked[before:]
            assert not passed, f"{path} with {headers} comes to the daemon as {passed[0][1]} ({status})"
        status, _, page = carl.ask("/console", headers)
        # Whoever takes out of a request what the sign-on says is nobody.
        assert status == (303 if headers[-1][0] == "Connection" else 403), f"{headers}: {status}"
        assert "Anna Holm" not in page
        assert told(site, USER) in ([CARL], None), f"{headers}: the daemon was told {told(site, USER)}"
        assert told(site, SECRET) == [site.secret]
        # Nor does one hurt who is who they are.
        anna.sees("/console", 200, ANNA, headers=[each for each in headers if each[0] != "Connection"])


def case_without_role(site):
    """a user whom 'access' does not name is told so, and sees nothing"""
    carl = Browser(site)
    carl.signs_in(CARL)
    for path in ("/console", "/console/calls", "/console/reports"):
        carl.sees(path, 403, CARL, "ingen rolle")


def case_without_address(site):
    """a user whom the municipality gives no address is nobody, also if they say that they are somebody"""
    someone = Browser(site)
    someone.signs_in(None)
    for headers in ([], [(USER, ANNA)], [(USER, ANNA), (SECRET, site.secret)]):
        status, _, page = someone.ask("/console", headers)
        assert status in (303, 401, 403) and ANNA not in page and "Anna Holm" not in page, f"{headers}: {status}"
        assert told(site, USER) != [ANNA]


def case_webhook(site):
    """a webhook needs no sign-on, and says nothing of who somebody is"""
    body, headers = site.hotline.delivery("call.incoming", "signed", **{"from": "+4500000031", "to": "+4500201000"})
    site.sign_on.asked.clear()
    status, _, reply = Browser(site).ask(
        "/gateway/canonical", [*headers.items(), ("Content-Type", "application/json"), (USER, ANNA), (SECRET, site.secret)], body)
    assert status == 200 and '"dial"' in reply, f"{status} {reply}"
    assert site.tap.asked[-1][3] == body and not site.sign_on.asked
    assert told(site, USER) is None and told(site, SECRET) is None, f"{told(site, USER)} {told(site, SECRET)}"
    before = len(site.tap.asked)
    for path in ("/metrics", "/api/v1/calls", "/oauth2x"):
        status = Browser(site).ask(path, [(USER, ANNA), (SECRET, site.secret)])[0]
        assert status == 404 and len(site.tap.asked) == before, f"{path}: {status}"


def case_without_sign_on(site):
    """without oauth2-proxy nobody comes in, and calls do"""
    anna = Browser(site)
    anna.signs_in(ANNA)
    anna.sees("/console", 200, ANNA)
    site.sign_on.stop()
    before = len(site.tap.asked)
    status, _, page = anna.ask("/console")
    assert status in (502, 503) and not page and len(site.tap.asked) == before, f"{status} {page[:100]}"
    body, headers = site.hotline.delivery("call.ended", "signed", by="caller")
    status = Browser(site).ask("/gateway/canonical", [*headers.items(), ("Content-Type", "application/json")], body)[0]
    assert status == 200, f"a webhook is answered {status}"


def case_keeps_nothing(site):
    """Caddy writes down no secret, cookie or name"""
    text = b"".join(path.read_bytes() for path in (site.folder / "caddy").rglob("*") if path.is_file())
    for each in (site.secret, ANNA, CARL, *site.sign_on.sessions):
        assert each.encode() not in text, f"{each} stands in what Caddy wrote"


# oauth2-proxy is stopped by the last but one.
CASES = [case_stranger, case_staff, case_forged, case_without_role, case_without_address, case_webhook, case_without_sign_on,
         case_keeps_nothing]


def check(hotlined, hotlinectl):
    """How many cases failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="akuttelefon-sign-on-") as folder:
        os.chmod(folder, 0o755)
        site = Site(folder, os.path.abspath(hotlined), os.path.abspath(hotlinectl))
        try:
            for case in CASES:
                try:
                    case(site)
                    print(f"ok    single-sign-on: {case.__doc__}", flush=True)
                except (AssertionError, OSError, ValueError, KeyError, IndexError, TypeError, http.client.HTTPException,
                        socket.timeout) as trouble:
                    failed += 1
                    print(f"FAIL  single-sign-on: {case.__doc__}\n      {type(trouble).__name__}: {trouble}", flush=True)
        finally:
            site.stop()
    return failed
