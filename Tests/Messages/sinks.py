"""What messages come to, on loopback: a mail server, a mail program that speaks to it, and a provider of SMS."""

import collections
import http.server
import json
import socketserver
import threading

# Told to a mail program by its exit: try again, and nobody of that name (sysexits(3)).
SENDMAIL = '''#!{python}
import smtplib
import sys

arguments = sys.argv[1:]
if arguments[:2] != ["-i", "-f"] or arguments[3] != "--" or len(arguments) != 5:
    sys.exit(64)
try:
    with smtplib.SMTP("127.0.0.1", {port}, timeout=10) as server:
        server.sendmail(arguments[2], [arguments[4]], sys.stdin.buffer.read().replace(b"\\n", b"\\r\\n"))
except smtplib.SMTPRecipientsRefused as refused:
    code = next(iter(refused.recipients.values()))[0]
    sys.exit(75 if code < 500 else 67)
except (smtplib.SMTPException, OSError):
    sys.exit(75)
'''


class MailServer:
    """SMTP (RFC 5321) as far as a mail program needs it; `refuse` has replies for the next letters to somebody."""

    def __init__(self):
        self.letters = []
        self.refuse = collections.defaultdict(collections.deque)
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                owner._talk(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _talk(self, reading, writing):
        def say(text):
            writing.write(text.encode() + b"\r\n")

        say("220 sink.example")
        sender, recipients = None, []
        while line := reading.readline(1000):
            words = line.decode("ascii", "replace").strip()
            verb = words.upper()
            if verb.startswith(("EHLO", "HELO")):
                say("250 sink.example")
            elif verb.startswith("MAIL FROM:"):
                sender, recipients = _address(words), []
                say("250 ok")
            elif verb.startswith("RCPT TO:"):
                name = _address(words)
                if self.refuse[name]:
                    say(self.refuse[name].popleft())
                else:
                    recipients.append(name)
                    say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                data = b""
                while (line := reading.readline(2000)) not in (b".\r\n", b""):
                    data += line[1:] if line.startswith(b".") else line
                self.letters.append((sender, recipients, data))
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _address(words):
    return words.split("<", 1)[1].split(">", 1)[0]


class Provider:
    """Takes requests for SMS. What it does with those to a number is told by `plan`: a status, `hang` or `close`; 200 when the
    plan is at its end."""

    def __init__(self):
        self.requests = []
        self.plan = collections.defaultdict(collections.deque)
        self.release = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                number = body["to"]
                what = owner.plan[number].popleft() if owner.plan[number] else 200
                owner.requests.append({
                    "to": number, "text": body["text"], "key": self.headers["Idempotency-Key"], "answer": what,
                    "authorization": self.headers["Authorization"]})
                if what == "hang":
                    owner.release.wait(60)
                    self.close_connection = True
                elif what == "close":
                    self.close_connection = True
                else:
                    self.send_response(what)
                    self.send_header("Content-Length", "2")
                    self.end_headers()
                    self.wfile.write(b"{}")

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def to(self, number):
        return [request for request in self.requests if request["to"] == number]

    def taken(self, number):
        return [request for request in self.to(number) if request["answer"] == 200]

    def close(self):
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
