"""A reverse proxy with its shipped example, on ports and with a certificate of its own."""

import os
import pathlib
import socket
import ssl
import subprocess
import time
import warnings

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
CADDYFILE = REPOSITORY / "config/caddy/Caddyfile"
HOST = "hotline.example.dk"
DAEMON = "127.0.0.1:8085"
START_SECONDS_MAX = 15
REQUEST_SECONDS_MAX = 15


class Proxy:
    """A proxy with its shipped example, on ports and with a certificate of this test."""

    def __init__(self, name, folder, daemon):
        self.name = name
        self.folder = folder
        self.port = free_port()
        self.certificate, self.key = certificate(folder)
        self.output = open(os.path.join(folder, "output"), "w", encoding="utf-8")
        getattr(self, name)(daemon)

    def nginx(self, daemon):
        text = changed(REPOSITORY / "config/nginx/akuttelefon.conf", {
            "listen 443 ssl;": (1, f"listen 127.0.0.1:{self.port} ssl;"), "    listen [::]:443 ssl;\n": (1, ""),
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": (1, self.certificate),
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": (1, self.key),
            "/var/log/nginx/akuttelefon.log": (1, f"{self.folder}/error.log"),
            f"http://{DAEMON}": (5, f"http://127.0.0.1:{daemon.port}"),
        })
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in kinds)
        path = os.path.join(self.folder, "nginx.conf")
        # As Debian's own: what a site does not turn off is logged.
        pathlib.Path(path).write_text(
            f"pid {self.folder}/pid;\nerror_log {self.folder}/main.log;\nevents {{}}\n"
            # Ciphers that old versions need: that these are not spoken is then the example's doing.
            f"http {{\naccess_log {self.folder}/access.log;\nssl_ciphers ALL:@SECLEVEL=0;\n{places}\n{text}\n}}\n",
            encoding="utf-8")
        subprocess.run(["nginx", "-t", "-q", "-p", self.folder, "-c", path], stdin=subprocess.DEVNULL, timeout=30, check=True)
        self.start(["nginx", "-p", self.folder, "-c", path, "-g", "daemon off; master_process off;"])

    def caddy(self, daemon):
        self.run_caddy([CADDYFILE], CADDYFILE.read_text(encoding="utf-8"), {DAEMON: (1, f"127.0.0.1:{daemon.port}")})

    def run_caddy(self, examples, text, changes):
        """Caddy with the text of an example, changed; the examples themselves are ones that it understands."""
        self.environment = {"XDG_DATA_HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "HOME": self.folder,
                            **self.environment}
        path = os.path.join(self.folder, "Caddyfile")
        site = f"https://{HOST}:{self.port} {{\n\tbind 127.0.0.1\n\ttls {self.certificate} {self.key}\n"
        pathlib.Path(path).write_text(replaced(text, {
            f"\n{HOST} {{\n": (1, f"\n{site}"), "\n{\n": (1, "\n{\n\tadmin off\n\tauto_https disable_redirects\n"), **changes,
        }), encoding="utf-8")
        for each in (*map(str, examples), path):
            subprocess.run(["caddy", "validate", "--adapter", "caddyfile", "--config", each], stdin=subprocess.DEVNULL,
                           stdout=self.output, stderr=self.output, timeout=30, check=True, env={**os.environ, **self.environment})
        self.start(["caddy", "run", "--adapter", "caddyfile", "--config", path])

    environment = {}

    def start(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output,
                                        env={**os.environ, **self.environment})
        end = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{command[0]} does not listen within {START_SECONDS_MAX} s")

    def stop(self):
        if getattr(self, "process", None):
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.output.close()

    def connection(self, lowest=None, highest=None):
        context = ssl.create_default_context(cafile=self.certificate)
        if highest:
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                context.minimum_version, context.maximum_version = lowest, highest
            context.set_ciphers("ALL:@SECLEVEL=0")
        plain = socket.create_connection(("127.0.0.1", self.port), REQUEST_SECONDS_MAX)
        return context.wrap_socket(plain, server_hostname=HOST)

    def ask(self, path, body=None, headers=()):
        """Status, headers and body of the answer; the path goes out byte by byte as it is."""
        with self.connection() as connection:
            lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in headers]
            if body is not None:
                lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
            try:
                connection.sendall(body or b"")
            except OSError:
                pass  # It may answer before it has read all.
            answer = read_all(connection)
        head, _, rest = answer.partition(b"\r\n\r\n")
        first, *rows = head.decode("latin-1").split("\r\n")
        return int(first.split()[1]), dict(row.lower().split(": ", 1) for row in rows), rest


def read_all(connection):
    answer = b""
    try:
        while chunk := connection.recv(65536):
            answer += chunk
    except (ssl.SSLEOFError, ConnectionResetError):
        pass
    return answer


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def certificate(folder):
    paths = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-out", paths[0], "-keyout", paths[1]],
                   stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=True)
    return paths


def changed(path, changes):
    """The text of a file with each change made as often as it says; a place that is not there is an error."""
    return replaced(path.read_text(encoding="utf-8"), changes)


def replaced(text, changes):
    for old, (count, new) in changes.items():
        found = text.count(old)
        assert found == count, f"{old!r} stands in the example {found} times, not {count}; mend this test or the example"
        text = text.replace(old, new)
    return text
