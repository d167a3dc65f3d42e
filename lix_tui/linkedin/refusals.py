"""Pages of LinkedIn that can't be read, with the sentence that says why."""

from __future__ import annotations

from lix_tui.linkedin.address import path_segments
from lix_tui.linkedin.handles import slug_refusal
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.target import quotable


def refusal_of(path: str) -> str:
    """Return the sentence that refuses a link to `path` on LinkedIn and names a better one."""
    parts = list(path_segments(path))
    while parts and parts[0].lower() in ("comm", "mwlite", "m", "embed"):
        parts.pop(0)
    words = [part.lower() for part in parts]
    match words:
        case ["pub", "dir", *_]:
            return (
                "This is LinkedIn's directory of people with the same name, not a profile: search "
                "people for the name instead."
            )
        case ["in" | "pub", _, *_]:
            return slug_refusal(parts[1], "person")
        case ["company", "setup", _, *_]:
            return (
                "This is the page on which a company page is created: "
                "open the company's own page and paste its link."
            )
        case ["company" | "school" | "showcase" | "organization", _, *_]:
            return slug_refusal(parts[1], "company")
        case ["posts", *_]:
            return (
                "This link of a post lacks the post's number (activity-…): "
                "choose “Copy link to post” in the post's menu and paste that."
            )
        case ["feed", "update", *_]:
            return (
                "This link of a post lacks the post's number (urn:li:activity:…): "
                "open the post and paste its link again."
            )
        case ["jobs", "view", *_] | ["jobs-guest", *_] | ["job-apply", *_]:
            return (
                "This link of a job lacks the job's number: "
                "open the job and paste the link from the address bar."
            )
        case ["jobs" | "my-items", *_]:
            return (
                f"The LinkedIn page “{quotable(decode(path))}” isn't a job or a job search: "
                "open a job, or search jobs, and paste that link."
            )
        case ["messaging", "thread", *_] | ["sales", "inbox", *_]:
            return (
                "This link of a conversation lacks its id, which begins with 2-: "
                "open the conversation and paste the link from the address bar."
            )
        case _:
            return (
                f"The LinkedIn page “{quotable(decode(path) or '/')}” isn't a search, a person, "
                "a company, a job or a post: open one of those and paste its link."
            )
