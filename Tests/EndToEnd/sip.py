"""Single SIP requests over UDP, for what no telephone says."""

import secrets
import socket

import ports

TRIES_WITH_LOSS = 6


def answer(port, method="OPTIONS", own="127.0.0.1", user_agent="a telephone", to_tag="", more="", seconds=0.3,
           uri=None):
    """The status of the first response to one request, or None if there is none in time. It is sent again only where
    packets get lost."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.settimeout(seconds)
        probe.bind((own, 0))
        here = f"{own}:{probe.getsockname()[1]}"
        tag = f";tag={to_tag}" if to_tag else ""
        request = (f"{method} {uri or f'sip:ping@127.0.0.1:{port}'} SIP/2.0\r\n"
                   f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{secrets.token_hex(8)}\r\n"
                   f"From: <sip:ping@{own}>;tag={secrets.token_hex(4)}\r\nTo: <sip:ping@127.0.0.1>{tag}\r\n"
                   f"Call-ID: {secrets.token_hex(8)}\r\nCSeq: 1 {method}\r\nMax-Forwards: 5\r\n"
                   f"Contact: <sip:ping@{here}>\r\nUser-Agent: {user_agent}\r\n{more}Content-Length: 0\r\n\r\n")
        for _ in range(TRIES_WITH_LOSS if ports.LOSS else 1):
            try:
                probe.sendto(request.encode(), ("127.0.0.1", port))
                return int(probe.recv(4096).split(b" ")[1])
            except OSError:
                pass
        return None
