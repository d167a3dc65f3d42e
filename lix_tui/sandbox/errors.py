"""The errors the API answers with, as Lix's documentation lists them.

Where the documentation leaves the status open, the pairing is the sandbox's choice: a used-up
daily allowance is a 429, an unusable viewer a 407, an unknown record a 404.
"""

from __future__ import annotations

from collections.abc import Mapping


class ApiError(Exception):
    """An error answer: HTTP status, Lix's error type (may be empty), message, extra headers."""

    def __init__(
        self, status: int, type_: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.type = type_
        self.message = message
        self.headers = dict(headers or {})

    def body(self, trace_id: str) -> dict[str, object]:
        """Return the JSON body; ``trace_id`` is 16 hexadecimal digits."""
        error = {"message": self.message}
        if self.type:
            error = {"type": self.type, "message": self.message}
        return {"error": error, "traceId": trace_id}


def params_invalid(message: str) -> ApiError:
    """Return 400: a parameter is missing, unknown or invalid."""
    return ApiError(400, "params_invalid", message)


def unknown_route() -> ApiError:
    """Return 404: the endpoint doesn't exist."""
    return ApiError(404, "unknown_route", "URL was not valid")


def not_found(subject: str) -> ApiError:
    """Return 404: the person, organisation, job, post or request doesn't exist."""
    return ApiError(404, "not_found", f"{subject} not found")


def key_refused() -> ApiError:
    """Return 401: the key is missing or not authorised."""
    return ApiError(401, "unauthorized", "Your API key is not authorised to access this endpoint")


def over_quota(pool: str) -> ApiError:
    """Return 402: a balance is used up."""
    return ApiError(402, "over_quota", f"Over plan quota: no {pool} credits are left")


def daily_limit() -> ApiError:
    """Return 429: the daily allowance is used up."""
    return ApiError(429, "daily_limit", "The daily allowance is used up")


def rate_limit(retry_after: float | None = None) -> ApiError:
    """Return 429: the request was sent too early; ``retry_after`` is in seconds."""
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return ApiError(429, "rate_limit", "The request has been rate limited", headers)


def viewer_invalid() -> ApiError:
    """Return 407: the viewer isn't connected to Lix."""
    return ApiError(
        407, "viewer_invalid", "The viewer was not found or does not have the correct permissions"
    )


def queued() -> ApiError:
    """Return 503: the lookup takes longer; send the same request again in a few minutes."""
    return ApiError(503, "queued", "Lookup queued. Try this request again in a few minutes")


def api_error() -> ApiError:
    """Return 500: the server failed."""
    return ApiError(500, "api_error", "Internal API error")


def unavailable() -> ApiError:
    """Return 503: the whole API is down; the documentation names no type."""
    return ApiError(503, "", "The API is temporarily unavailable")
