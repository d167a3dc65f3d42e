"""Domains of websites and of email addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.websites import website_domain, website_keys


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("acme.com", "acme.com"),
        (" Acme.COM. ", "acme.com"),
        ("www.acme.co.uk", "acme.co.uk"),
        ("https://www.acme.com/about?x=1#team", "acme.com"),
        ("http://acme.com:8080", "acme.com"),
        ("//acme.com/x", "acme.com"),
        ("acme.com/about", "acme.com"),
        ("shop.acme.com", "shop.acme.com"),
        ("Dana <dana@acme.com>", "acme.com"),
        ("mailto:dana@mail.acme.com", "mail.acme.com"),
        ("@acme.com", "acme.com"),
        ("münchen.de", "münchen.de"),
        ("xn--mnchen-3ya.de", "münchen.de"),
        ("https://XN--MNCHEN-3YA.de/", "münchen.de"),
        ("dana@xn--mnchen-3ya.de", "münchen.de"),
        ("пример.рф", "пример.рф"),
        ("www.пример.рф:8080/о-нас", "пример.рф"),
        ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("acme.xn--p1ai/x", "acme.рф"),
        ("https://उदाहरण.भारत/", "उदाहरण.भारत"),
        ("xn--a.com", "xn--a.com"),
        ("https://acme.md", "acme.md"),
        ("acme.md/", "acme.md"),
    ],
)
def test_a_domain_is_read_from_every_form(text: str, domain: str) -> None:
    assert website_domain(text) == domain
    assert website_keys(text) == (f"website:{domain}",)


@pytest.mark.parametrize(
    "text",
    [
        "", "acme", "olivia-shaw", "127.0.0.1", "http://127.0.0.1:8788", "localhost:80",
        "ftp://acme.com", "file:///etc/x.com", "javascript:alert(1)", "https://u:p@acme.com/",
        "linkedin.com", "https://www.linkedin.com/company/acme", "lnkd.in/abc", "https://example.com/in/dana", "https://evil.test/sales/lead/ACw,x", "https://linkedin.com.evil.example/in/dana",
        "https://www.linkedin.com/feed/", "two acme.com words", "acme.com\nfoo.com", "acme…com",
        "Dr.Müller", "z.B.Größe", "people.csv", "notes.md", "saved.toml", "acme..com", "-acme.com", "acme.c", "a" * 300 + ".com",
        "https://www.google.com/url?q=https://www.linkedin.com/in/dana",
    ],
)  # fmt: skip
def test_other_text_has_no_domain(text: str) -> None:
    assert website_domain(text) is None
    assert website_keys(text) == ()


@given(st.text(max_size=80))
def test_a_domain_is_its_own_domain(text: str) -> None:
    domain = website_domain(text)
    assert domain is None or website_domain(f"https://{domain}/") == domain
