"""Pictures: from https alone, without the key, small, once; figures over time from what is kept."""

from __future__ import annotations

import io
import json

import httpx
import pytest
from PIL import Image

from lix_tui.sandbox.pictures import draw_picture
from lix_tui.services.records.image_fetcher import LARGEST, ImageFetcher, PictureError
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services

PNG = draw_picture("/people/1.jpg")
URL = "https://media.example/people/1.jpg"


class Host:
    """A server of pictures."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self.asked = answer, list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answer


def pictures(host: Host, *, offline: bool = False) -> ImageFetcher:
    return ImageFetcher(httpx.MockTransport(host), offline=offline)


def png(content: bytes = PNG, kind: str = "image/png") -> httpx.Response:
    return httpx.Response(200, content=content, headers={"content-type": kind})


def test_the_sandbox_draws_pictures() -> None:
    picture = Image.open(io.BytesIO(PNG), formats=("PNG",))
    assert picture.size == (128, 128)
    assert PNG == draw_picture("/people/1.jpg") != draw_picture("/people/2.jpg")


async def test_a_picture_is_fetched_once_and_without_the_key() -> None:
    host = Host(png())
    source = pictures(host)
    assert [await source.get(URL) for _ in range(2)] == [PNG, PNG]
    (asked,) = host.asked
    assert not {"authorization", "cookie"} & asked.headers.keys()
    assert "api_key" not in str(asked.url)
    await source.aclose()


@pytest.mark.parametrize(
    ("url", "answer", "words"),
    [
        ("http://media.example/1.jpg", png(), "no https address"),
        ("file:///etc/passwd", png(), "no https address"),
        ("https://somebody:secret@media.example/1.jpg", png(), "no https address"),
        ("https://[::1", png(), "no https address"),
        (URL, httpx.Response(302, headers={"location": "http://else.example"}), "status 302"),
        (URL, httpx.Response(403), "addresses expire"),
        (URL, png(b"<html>", "text/html"), "isn't a picture"),
        (URL, png(b"x" * (LARGEST + 1)), "larger than 2 MB"),
    ],
)
async def test_what_is_no_picture_to_show_is_said(
    url: str, answer: httpx.Response, words: str
) -> None:
    host = Host(answer)
    with pytest.raises(PictureError, match=words):
        await pictures(host).get(url)
    assert len(host.asked) == (url == URL)


async def test_offline_nothing_is_fetched() -> None:
    host = Host(png())
    with pytest.raises(PictureError, match="offline"):
        await pictures(host, offline=True).get(URL)
    assert not host.asked


async def test_a_figure_is_drawn_once_it_has_changed(services: Services) -> None:
    link = "https://www.linkedin.com/company/northwind"
    sizes = (100, 100, 140)
    for size in sizes:
        body = {"liOrganisation": {"name": "Northwind", "link": link, "liEmployeeCount": size}}
        await services.lookups.store_received("organisation", link, json.dumps(body).encode())
        detail = await services.lookups.get("organisation", link, LookupOptions("test"))
        found = await services.records.figure_history(detail)
        assert bool(found) == (size == 140)
    assert [figure for _, figure in found[0].bars] == [100, 140]
