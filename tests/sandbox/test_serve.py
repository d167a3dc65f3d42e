from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

START = """
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.serve import serve
serve(SandboxConfig(interval=0.0, faults=("reset@people_search",)), "127.0.0.1", 0)
"""


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", START],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        running.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_socket(process: subprocess.Popen[str], number: int) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    base = process.stdout.readline().strip()
    assert base.startswith("http://127.0.0.1:")
    with httpx.Client(base_url=base, headers={"Authorization": "k"}, trust_env=False) as client:
        assert client.get("/v1/account/balances").json()["linkedInBalance"] == 50_000
        url = "https://www.linkedin.com/search/results/people/?keywords=nurse"
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/v1/li/linkedin/search/people", params={"url": url})
        asked = client.get("/_sandbox/requests").json()
        assert [item["status"] for item in asked] == [200, 200]
        skills = {"skills": [{"text": "Python"}]}
        found = client.request("GET", "/v1/li/recruiter/search/people", json=skills)
        assert found.status_code == 200
    process.send_signal(number)
    assert process.wait() == 0
    assert process.stderr.read() == ""


def test_importing_the_app_does_not_build_the_world() -> None:
    code = (
        "import sys, lix_tui.sandbox.app as a; a.create_app();"
        "print([m for m in sys.modules if m in ('pydantic', 'httpx', 'uvicorn', 'textual')"
        " or m.startswith('lix_tui.sandbox.world.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
