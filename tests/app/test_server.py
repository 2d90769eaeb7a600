import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Server:
    """``tracuu serve`` in a process of its own."""

    def __init__(self, environment, log, *options):
        self.port = free_port()
        self.log = log
        with log.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve", "--port", str(self.port), *options],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=file,
            )

    def get(self, path, data=None):
        """Status and body of the reply."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait(self):
        """Until it listens."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError(self.log.read_text())


@pytest.fixture
def start(prepared, project, tmp_path):
    servers = []

    def run(*options, **settings):
        given = {f"TRACUU_{name}": str(value) for name, value in settings.items()}
        environment = {**os.environ, "PYTHONPATH": str(project), **prepared, **given}
        servers.append(Server(environment, tmp_path / "log", *options))
        return servers[-1].wait()

    yield run
    for server in servers:
        server.process.kill()
        server.process.communicate()


def test_server_answers_shows_the_page_and_stops_when_told(start, tracuu):
    server = start("--root-path", "/tracuu")
    assert server.get("/healthz") == (200, '{"alive":true}')
    assert server.get("/readyz")[0] == 200

    question = "kinh te so chiem bao nhieu phan tram GDP"
    status, answer = server.get("/api/ask", json.dumps({"question": question}).encode())
    assert status == 200
    assert json.loads(answer) == json.loads(tracuu("ask", question, "--json").out)

    status, page = server.get("/")
    assert status == 200
    assert "<html" in page
    assert 'href="/tracuu/reading/reading.css"' in server.get("/documents/57-NQ-TW")[1]
    # What is not there under /api is the API's to say, and not the page's.
    assert json.loads(server.get("/api/nothing")[1])["type"] == "urn:tracuu:problem:nothing_here"
    assert server.get("/api/ask")[0] == 405

    server.process.send_signal(signal.SIGTERM)
    out, _ = server.process.communicate(timeout=30)
    assert out == b""
    assert server.process.returncode in (0, -signal.SIGTERM)
    log = server.log.read_text()
    assert "Application shutdown complete" in log
    assert "Traceback" not in log
    assert question not in log


def test_request_under_way_is_answered_before_the_server_stops(start):
    server = start()
    body = json.dumps({"question": "GDP"}).encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = "POST /api/ask HTTP/1.1", "Host: a", "Content-Type: application/json", f"Content-Length: {len(body)}"
        connection.sendall("\r\n".join((*head, "Connection: close", "", "")).encode() + body[:3])
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        connection.sendall(body[3:])
        reply = b""
        while part := connection.recv(65536):
            reply += part
    assert reply.startswith(b"HTTP/1.1 200")
    server.process.communicate(timeout=30)


def test_server_without_an_index_is_alive_and_says_what_is_missing(start, tmp_path):
    server = start("--lang", "en", VAR=tmp_path / "empty")
    assert server.get("/healthz")[0] == 200
    for status, body in (server.get("/readyz"), server.get("/api/ask", b'{"question": "GDP"}')):
        assert status == 503
        assert "Run `tracuu build`" in json.loads(body)["detail"]


def test_port_in_use_is_told_in_one_line(tracuu):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = tracuu("serve", "--port", str(taken.getsockname()[1]), "--lang", "en")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("The server cannot listen on 127.0.0.1")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("flag", "value"), [("--port", "65536"), ("--root-path", "tracuu/"), ("--root-path", "/a?b")])
def test_setting_that_cannot_be_used_is_told(tracuu, flag, value):
    ran = tracuu("serve", flag, value)
    assert (ran.status, ran.out) == (1, "")
    assert value in ran.err
