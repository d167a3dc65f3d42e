"""What can go wrong between the client and the Lix API.

    LixError
      ParamsInvalid     400 params_invalid, or refused here before it was sent
      KeyRefused        401
      OutOfCredits      402
      ViewerInvalid     407, or 400 viewer_invalid
      NotFound          404 or 400 not_found, 404 unknown_record
      UnknownRoute      404 unknown_route
      RateLimited       429
        DailyLimit      daily_limit, whatever the status
      Queued            503 queued
      ServerError       500 and other 5xx
        Unavailable     503 without a type
      BadBody           an answer that is not the JSON it should be
      RedirectRefused   3xx: the key goes to no other address
      NetworkError      no answer
        NotSent         no connection: nothing was charged
      InsecureUrl       a base URL that would show the key

Statuses and types are those of the Lix docs (Response Codes) with what public clients met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from lix_tui.text import clean_line

MAX_MESSAGE = 300
"""Characters of a server's message that are shown."""


class LixError(Exception):
    """A request failed; ``str()`` is one sentence: what happened, what it may cost, what to do."""

    exit_status = 7
    retryable = False
    """Whether asking again later may help."""
    may_have_cost = False
    """Whether a credit may be gone (nothing published says that errors are free)."""
    advice = ""

    def __init__(
        self,
        what: str,
        *,
        endpoint: str = "",
        status: int | None = None,
        error_type: str | None = None,
        trace_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        """``retry_after`` is in seconds."""
        self.what = what
        self.endpoint = endpoint
        self.status = status
        self.error_type = error_type
        self.trace_id = trace_id
        self.retry_after = retry_after
        super().__init__(what)

    @property
    def sentence(self) -> str:
        """The sentence for the user."""
        cost = "a credit may be gone" if self.may_have_cost else ""
        parts = [part for part in (self.what.rstrip("."), cost, self.advice) if part]
        return "; ".join(parts) + "."

    def __str__(self) -> str:
        return self.sentence


class ParamsInvalid(LixError):
    """A parameter is missing, foreign or malformed."""

    exit_status = 2
    advice = "check what was asked"


class InsecureUrl(LixError):
    """A base URL that is not https and not this machine."""

    exit_status = 2


class KeyRefused(LixError):
    """The key is not authorised."""

    exit_status = 3
    advice = "check the key in LIX_API_KEY, the keyring or the key file"


class OutOfCredits(LixError):
    """The plan's quota or the pool is used up."""

    exit_status = 4
    advice = "top up at Lix or wait for the next period"


class NotFound(LixError):
    """The record does not exist, or is not visible."""

    exit_status = 5
    may_have_cost = True


class UnknownRoute(LixError):
    """The server does not know the address."""

    exit_status = 7
    advice = "check LIX_API_URL"


class ViewerInvalid(LixError):
    """The viewer is not connected to Lix or may not see this."""

    exit_status = 8
    advice = "connect that LinkedIn account to Lix or leave viewer_id out"


class RateLimited(LixError):
    """Too many requests."""

    exit_status = 6
    retryable = True
    advice = "it goes on after a pause"


class DailyLimit(RateLimited):
    """The day's allowance is used up."""

    exit_status = 4
    advice = "it resets as the account screen says"


class Queued(LixError):
    """Lix has queued the lookup and wants to be asked again in a few minutes."""

    exit_status = 6
    retryable = True
    advice = "ask again in a few minutes"


class ServerError(LixError):
    """The server failed."""

    retryable = True
    may_have_cost = True
    advice = "ask again if it is worth another credit"


class Unavailable(ServerError):
    """The service is down for the moment."""


class BadBody(LixError):
    """The answer is not what it should be."""

    retryable = True
    may_have_cost = True
    advice = "what arrived is kept; ask again if it is worth another credit"


class RedirectRefused(LixError):
    """The server sent the request elsewhere, where the key must not go."""

    advice = "check LIX_API_URL"


class NetworkError(LixError):
    """The connection broke before the whole answer was here."""

    retryable = True
    may_have_cost = True
    advice = "check the network and ask again if it is worth another credit"


class NotSent(NetworkError):
    """No connection could be made, so nothing was sent or charged."""

    may_have_cost = False
    advice = "check the network and ask again; nothing was charged"


_BY_TYPE: Mapping[str, type[LixError]] = {
    "params_invalid": ParamsInvalid,
    "unknown_record": NotFound,
    "not_found": NotFound,
    "unknown_route": UnknownRoute,
    "queued": Queued,
    "rate_limit": RateLimited,
    "daily_limit": DailyLimit,
    "viewer_invalid": ViewerInvalid,
}
_BY_STATUS: Mapping[int, type[LixError]] = {
    400: ParamsInvalid,
    401: KeyRefused,
    402: OutOfCredits,
    403: KeyRefused,
    404: NotFound,
    407: ViewerInvalid,
    429: RateLimited,
    503: Unavailable,
}
_WORDS: Mapping[type[LixError], str] = {
    ParamsInvalid: "Lix could not use the request",
    KeyRefused: "Lix refused the key",
    OutOfCredits: "The account has no credits left for this",
    NotFound: "Lix has no such record",
    UnknownRoute: "The server does not know this address",
    ViewerInvalid: "Lix cannot use this viewer",
    RateLimited: "Requests came too fast",
    DailyLimit: "Today's allowance is used up",
    Queued: "Lix has queued this lookup",
    ServerError: "Lix had an internal error",
    Unavailable: "Lix is unavailable at the moment",
}


def error_from(
    endpoint: str, status: int, body: bytes, *, retry_after: str | None = None
) -> LixError:
    """The error that an answer with a status of 300 or more means; any body will do."""
    error_type, message, trace_id = _read(body)
    if 300 <= status < 400:
        what = "The server redirected the request to another address, which was not followed"
        return RedirectRefused(what, endpoint=endpoint, status=status)
    found = _BY_TYPE.get((error_type or "").lower()) or _BY_STATUS.get(status)
    if found is None:
        found = ServerError if status >= 500 else LixError
    if found is KeyRefused and error_type:
        found = _BY_TYPE.get(error_type.lower(), KeyRefused)
    words = _WORDS.get(found, f"Lix answered with status {status}")
    return found(
        f"{words} ({message})" if message else words,
        endpoint=endpoint,
        status=status,
        error_type=error_type,
        trace_id=trace_id,
        retry_after=_seconds(retry_after),
    )


def _read(body: bytes) -> tuple[str | None, str | None, str | None]:
    """Type, message and trace id of an error body; None for what it does not have."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        return None, None, None
    if not isinstance(answer, dict):
        return None, None, None
    error = answer.get("error")
    trace = _text(answer.get("traceId"))
    if isinstance(error, dict):
        return _text(error.get("type")), _text(error.get("message")), trace
    return _text(answer.get("type")), _text(error) or _text(answer.get("message")), trace


def _text(value: object) -> str | None:
    return clean_line(value)[:MAX_MESSAGE] or None if isinstance(value, str) else None


def _seconds(header: str | None) -> float | None:
    """Seconds of a Retry-After header: a number, or an HTTP date."""
    if header is None:
        return None
    try:
        return min(max(0.0, float(header)), 86_400.0)
    except ValueError:
        pass
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), 86_400.0)
