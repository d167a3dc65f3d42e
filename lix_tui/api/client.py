"""The client of the Lix API: one connection pool, one limiter, one typed method an endpoint.

Every method returns a Reply and raises what ``Sender.send`` raises. Each takes ``lane`` and
``before_send`` as well; ``viewer_id`` is the LinkedIn id of an account connected to Lix whose
eyes are used, and makes ``sequence_id`` unnecessary (Lix docs, Sequence IDs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from lix_tui.api.reply import Reply
from lix_tui.api.sending import BeforeSend, How, Params, Sender


class LixClient(Sender):
    """What can be asked of Lix."""

    async def balances(self, **how: Unpack[How]) -> Reply:
        """Credits left in each pool (free)."""
        return await self.send("balances", {}, **how)

    async def daily_allowance(self, **how: Unpack[How]) -> Reply:
        """Requests left today (free)."""
        return await self.send("daily_allowance", {}, **how)

    async def connections(
        self, viewer_id: str, *, start: int = 0, count: int = 1000, **how: Unpack[How]
    ) -> Reply:
        """A viewer's connections; a ``count`` of 1,000 works (Lix docs)."""
        params: Params = {"viewer_id": viewer_id, "count": count, "start": start}
        return await self.send("connections", params, **how)

    async def person_ids(
        self,
        *,
        sales_nav_id: str | None = None,
        li_flagship_id: str | None = None,
        lix_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A person's ids in every product, from exactly one of them."""
        params: Params = {
            "sales_nav_id": sales_nav_id,
            "li_flagship_id": li_flagship_id,
            "lix_id": lix_id,
        }
        return await self.send("person_ids", params, **how)

    async def organisation_ids(
        self,
        *,
        sales_nav_id: str | None = None,
        li_flagship_id: str | None = None,
        lix_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """An organisation's ids in every product, from exactly one of them."""
        params: Params = {
            "sales_nav_id": sales_nav_id,
            "li_flagship_id": li_flagship_id,
            "lix_id": lix_id,
        }
        return await self.send("organisation_ids", params, **how)

    async def job(self, job_id: str, *, viewer_id: str | None = None, **how: Unpack[How]) -> Reply:
        """A job posting by its number."""
        params: Params = {"job_id": job_id, "viewer_id": viewer_id}
        return await self.send("job", params, **how)

    async def post(
        self, post_urn: str, *, viewer_id: str | None = None, **how: Unpack[How]
    ) -> Reply:
        """A post by its urn: ``urn:li:activity:…``."""
        params: Params = {"post_urn": post_urn, "viewer_id": viewer_id}
        return await self.send("post", params, **how)

    async def person(
        self, profile_link: str, *, viewer_id: str | None = None, **how: Unpack[How]
    ) -> Reply:
        """A person's profile by any link to it."""
        params: Params = {"profile_link": profile_link, "viewer_id": viewer_id}
        return await self.send("person", params, **how)

    async def organisation(
        self,
        *,
        linkedin_url: str | None = None,
        sales_nav_url: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """An organisation by its page on LinkedIn or in Sales Navigator, exactly one of them."""
        params: Params = {
            "linkedin_url": linkedin_url,
            "sales_nav_url": sales_nav_url,
            "viewer_id": viewer_id,
        }
        return await self.send("organisation", params, **how)

    async def people_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of people for a LinkedIn people search URL, which holds the page number."""
        params: Params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("people_search", params, **how)

    async def jobs_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of job postings for a LinkedIn job search URL, which holds the place."""
        params: Params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("jobs_search", params, **how)

    async def hirers(
        self, job_id: str, *, viewer_id: str | None = None, **how: Unpack[How]
    ) -> Reply:
        """Who hires for a job posting."""
        params: Params = {"job_id": job_id, "viewer_id": viewer_id}
        return await self.send("hirers", params, **how)

    async def posts_search(
        self,
        url: str,
        *,
        start: int = 0,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of posts for a LinkedIn content search URL, from the ``start``-th on."""
        params: Params = {
            "url": url,
            "start": start,
            "viewer_id": viewer_id,
            "sequence_id": sequence_id,
        }
        return await self.send("posts_search", params, **how)

    async def orgs_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of organisations for a LinkedIn company search URL."""
        params: Params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("orgs_search", params, **how)

    async def sales_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of leads for a Sales Navigator search URL; a long one travels in a form."""
        params: Params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("sales_search", params, **how)

    async def sales_facet(
        self,
        facet: str,
        query: str,
        *,
        count: int = 100,
        start: int = 0,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """Values of a Sales Navigator filter: ``TITLE``, ``BING_GEO``, … (free with credits)."""
        params: Params = {
            "query": query,
            "type": facet,
            "count": count,
            "start": start,
            "viewer_id": viewer_id,
        }
        return await self.send("sales_facet", params, **how)

    async def recruiter_search(
        self,
        skills: Sequence[Mapping[str, object]],
        *,
        start: int = 0,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """A page of candidates from the ``start``-th on.

        A skill has ``text``, ``entity`` (its urn), ``negated``, ``required`` and ``selected``.
        """
        params: Params = {"viewer_id": viewer_id, "sequence_id": sequence_id}
        body = {"skills": [dict(skill) for skill in skills], "start": start}
        return await self.send("recruiter_search", params, body=body, **how)

    async def recruiter_facet(
        self,
        query: str,
        *,
        count: int = 100,
        start: int = 0,
        viewer_id: str | None = None,
        **how: Unpack[How],
    ) -> Reply:
        """Skills by name (free with credits); the docs call the type ``type`` and ``q``."""
        params: Params = {
            "query": query,
            "type": "skill",
            "q": "skill",
            "count": count,
            "start": start,
            "viewer_id": viewer_id,
        }
        return await self.send("recruiter_facet", params, **how)

    async def person_by_email(self, email: str, **how: Unpack[How]) -> Reply:
        """Who has an email address; the answer may be a request id to ask for later."""
        return await self.send("person_by_email", {"email": email}, **how)

    async def lookc_request(self, request_id: str, **how: Unpack[How]) -> Reply:
        """Whether a lookup has finished, and what it found."""
        return await self.send("lookc_request", {"request_id": request_id}, **how)

    async def email(self, profile_link: str, **how: Unpack[How]) -> Reply:
        """The email address of a person; only a VALID one costs a credit (Lix docs)."""
        return await self.send("email", {"url": profile_link}, **how)


__all__ = ["BeforeSend", "LixClient", "Reply"]
