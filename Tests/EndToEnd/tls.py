"""TLS for sipp, which Debian builds without it: certificates, and bridges between TLS and plain TCP."""

import os
import select
import socket
import ssl
import subprocess
import threading
import time

# More than one record of TLS, so that nothing of it is left unread.
CHUNK_BYTES = 65536
SECONDS_MAX = 120


def authority(folder, name):
    """Makes a certificate authority: its certificate's path."""
    key, certificate = (os.path.join(folder, f"{name}.{end}") for end in ("key", "pem"))
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-keyout", key, "-out", certificate)
    return certificate


def certificate(folder, name, signed_by):
    """Makes a certificate of that name under an authority of this folder: (certificate, key), their paths."""
    key, request, made, extra = (os.path.join(folder, f"{name}.{end}") for end in ("key", "csr", "pem", "ext"))
    with open(extra, "w", encoding="utf-8") as file:
        file.write(f"subjectAltName=DNS:{name},IP:127.0.0.1\n")
    _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
             "-keyout", key, "-out", request)
    _openssl("x509", "-req", "-in", request, "-CA", signed_by, "-CAkey", signed_by.replace(".pem", ".key"),
             "-CAcreateserial", "-days", "2", "-extfile", extra, "-out", made)
    return made, key


def _openssl(*arguments):
    done = subprocess.run(["openssl", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
                          check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.strip()}")


def handshake(port, oldest, newest):
    """The version of TLS agreed with this port, or None if none was."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # Otherwise our own OpenSSL would refuse what is old.
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = oldest, newest
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=3) as plain, context.wrap_socket(plain) as secured:
            return secured.version()
    except OSError:
        return None


class Bridge:
    """Takes connections on one port and passes each on to another, in TLS on one of its sides. `versions` are those of
    the connections that were secured."""

    def __init__(self, port, towards_port):
        self.towards_port = towards_port
        self.versions = []
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.settimeout(0.2)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        end = time.monotonic() + SECONDS_MAX
        while not self._closed.is_set() and time.monotonic() < end:
            try:
                taken, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            threading.Thread(target=self._join, args=(taken,), daemon=True).start()

    def _join(self, taken):
        with taken:
            try:
                here, there = self.secure(taken)
            except OSError:
                return
            secured = here if isinstance(here, ssl.SSLSocket) else there
            self.versions.append(secured.version())
            with here, there:
                self._copy(here, there)

    def _copy(self, here, there):
        """One thread for both directions: two may not use one TLS connection at once."""
        end = time.monotonic() + SECONDS_MAX
        other = {here: there, there: here}
        while not self._closed.is_set() and time.monotonic() < end:
            ready, _, _ = select.select([here, there], [], [], 0.1)
            for source in ready:
                source.setblocking(False)
                try:
                    data = source.recv(CHUNK_BYTES)
                except (ssl.SSLWantReadError, BlockingIOError):
                    continue
                except OSError:
                    return
                finally:
                    source.settimeout(5)
                if not data:
                    return
                try:
                    other[source].sendall(data)
                except OSError:
                    return

    def close(self):
        self._closed.set()
        self._listener.close()


class Outward(Bridge):
    """For a caller that speaks plain TCP to a gateway that wants TLS, and shows a certificate of `authority`."""

    def __init__(self, port, towards_port, trusted):
        self.context = ssl.create_default_context(cafile=trusted)
        super().__init__(port, towards_port)

    def secure(self, taken):
        plain = socket.create_connection(("127.0.0.1", self.towards_port), timeout=5)
        return taken, self.context.wrap_socket(plain, server_hostname="127.0.0.1")


class Inward(Bridge):
    """For a phone that speaks plain TCP, rung by a gateway over TLS. Shows the phone's certificate."""

    def __init__(self, port, towards_port, shown, key):
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(shown, key)
        super().__init__(port, towards_port)

    def secure(self, taken):
        taken.settimeout(5)
        secured = self.context.wrap_socket(taken, server_side=True)
        return secured, socket.create_connection(("127.0.0.1", self.towards_port), timeout=5)
