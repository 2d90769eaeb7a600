import socket
import subprocess
import sys

import pytest

# TEST-NET-1 of RFC 5737: nobody answers there, but with a network a connection would be tried until it times out.
ELSEWHERE = ("192.0.2.1", 80)
TRY = f"import socket; socket.create_connection({ELSEWHERE!r}, timeout=2)"


def test_another_machine_is_out_of_reach():
    with pytest.raises(OSError, match=r"unreachable|without a network"):
        socket.create_connection(ELSEWHERE, timeout=2)


def test_name_cannot_be_looked_up():
    with pytest.raises(OSError):  # noqa: PT011 - what it says depends on the system
        socket.getaddrinfo("example.org", 80)


def test_subprocess_cannot_reach_another_machine(network_cut_by):
    if network_cut_by != "namespace":
        pytest.skip("the system allows no network namespace; only this process is guarded")
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True, timeout=20)
    assert "Network is unreachable" in done.stderr


def test_loopback_works():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
        server.accept()[0] as accepted,
    ):
        accepted.sendall(b"xin")
        assert client.recv(3) == b"xin"
