"""Stands between Kamailio and the daemon: passes through, answers 500, or holds requests back."""

import http.client
import http.server
import json
import threading
import time


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


class FaultProxy:
    def __init__(self, port, upstream_port):
        self.upstream_port = upstream_port
        self.answers_500 = False
        self.delay = 0.0
        self.seen = []
        self._lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, reply = proxy.forward(self.path, body, self.headers)
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(reply)))
                    self.end_headers()
                    self.wfile.write(reply)
                except OSError:
                    pass  # The gateway did not wait.

            def log_message(self, *arguments):
                pass

        self._server = _Server(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def forward(self, path, body, headers):
        event = json.loads(body)
        note = {"event": event, "delivery": headers.get("webhook-id"), "status": None}
        with self._lock:
            self.seen.append(note)
        if self.delay:
            time.sleep(self.delay)
        if self.answers_500:
            note["status"] = 500
            return 500, b"{}"
        kept = ("content-type", "authorization", "webhook-id")
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream_port, timeout=10)
        try:
            connection.request("POST", path, body, {k: v for k, v in headers.items() if k.lower() in kept})
            response = connection.getresponse()
            note["status"], reply = response.status, response.read()
            note["reply"] = reply.decode(errors="replace")
            return response.status, reply
        except OSError:
            note["status"] = 502
            return 502, b"{}"
        finally:
            connection.close()

    def requests(self, kind=None):
        with self._lock:
            return [note for note in self.seen if kind is None or note["event"].get("type") == kind]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
