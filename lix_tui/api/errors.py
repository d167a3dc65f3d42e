"""Errors between the client and the Lix API.

    LixError
      ParamsInvalid     400, or refused here before it was sent
        RequestTooLong  not sent: its URL is longer than HTTP clients and servers accept
      KeyRefused        401
      OutOfCredits      402
      DailyLimit        daily_limit, whatever the status
      ViewerInvalid     407, or 400 viewer_invalid
      NotFound          404 or 400 not_found, 404 unknown_record
        StillMissing    not sent: it was not found before
      UnknownRoute      404 unknown_route
      RateLimited       429
      Queued            503 queued
      ServerError       500 and other 5xx
        Unavailable     503 without a type
      BadBody           an answer that isn't the expected JSON
      RedirectRefused   3xx: the key isn't sent to another address
      NetworkError      no answer, or an incomplete one
      Offline           not sent: lix-tui is offline by option or setting
      StillWaiting      not sent: the wait is longer than the command allows
      UncertainOutcome  not sent: another process that no longer responds may have paid for it
      LeaseLost         not sent: another process has taken the request over
      BudgetReached     not sent: it would exceed a budget of the user
      InsecureUrl       a base URL that would show the key
      UnusableNetwork   a proxy or certificates in the environment that can't be used

Statuses and types are from the Lix docs (Response Codes) and from public clients.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from lix_tui.api.endpoints import ENDPOINTS, Endpoint, Host
from lix_tui.api.retry_after import seconds_of
from lix_tui.text import clean_line

MAX_MESSAGE = 300
"""Longest shown part of a server's message, in characters."""


class LixError(Exception):
    """Error of a request. ``str()`` is one sentence: event, possible cost and advice."""

    exit_status = 7
    """Exit status of a command that ends with this error."""
    retryable = False
    """True if repeating the request later may help."""
    cost_unknown = False
    """True unless the Lix docs say that this outcome is free."""
    advice = ""

    def __init__(
        self,
        message: str,
        *,
        endpoint: str = "",
        status: int | None = None,
        error_type: str | None = None,
        trace_id: str | None = None,
        may_have_cost: bool | None = None,
        retry_after: float | None = None,
    ) -> None:
        """``message`` says what happened, without a full stop; ``retry_after`` is in seconds.

        By default, ``may_have_cost`` follows from the kind of error and the endpoint's price.
        """
        self.message = message
        self.endpoint = endpoint
        self.status = status
        self.error_type = error_type
        self.trace_id = trace_id
        """Id by which Lix support can find the request."""
        self.may_have_cost = (
            self.cost_unknown and _may_charge(endpoint, type(self))
            if may_have_cost is None
            else may_have_cost
        )
        """True if the request may have cost a credit."""
        self.retry_after = retry_after
        self.stored_note = ""
        """Sentence about the stored part of a failed answer; empty if nothing was sent."""
        super().__init__(message)

    @property
    def sentence(self) -> str:
        """Sentence for the user: event, possible cost and advice."""
        cost = "it may have cost a credit" if self.may_have_cost else ""
        parts = [part for part in (self.message.rstrip("."), cost, self.steps) if part]
        return "; ".join(parts) + "."

    @property
    def steps(self) -> str:
        """Advice for this error."""
        return self.advice

    def __str__(self) -> str:
        return self.sentence


class ParamsInvalid(LixError):
    """A parameter is missing, unknown or malformed."""

    exit_status = 2
    advice = "check the request"


class RequestTooLong(ParamsInvalid):
    """A request URL is too long to be sent."""

    advice = "use a shorter text, id or link"


class InsecureUrl(LixError):
    """A base URL is neither https nor on this machine."""

    exit_status = 2


class UnusableNetwork(LixError):
    """A proxy or certificate file named by the environment can't be used."""

    exit_status = 2
    advice = "change the variable and start again"


class KeyRefused(LixError):
    """The key is not authorised."""

    exit_status = 3
    advice = (
        "check the key in LIX_API_KEY, the keyring or the key file, and the setting key_header, "
        "which says how it is sent"
    )
    lookc_advice = (
        "check the key in LIX_LOOKC_KEY, the keyring or the file lookc-key, without which LookC "
        "gets the Lix key, and the setting key_header, which says how it is sent"
    )

    @property
    def steps(self) -> str:
        """Advice, which names the separate LookC key for a request to LookC."""
        entry = ENDPOINTS.get(self.endpoint)
        is_lookc = entry is not None and entry.host is Host.LOOKC
        return self.lookc_advice if is_lookc else self.advice


class OutOfCredits(LixError):
    """The plan's quota or the pool is used up."""

    exit_status = 4
    advice = "top up at Lix or wait for the next period"


class DailyLimit(LixError):
    """The day's allowance is used up."""

    exit_status = 4
    advice = "'lix-tui account' shows when the daily allowance is renewed"


class NotFound(LixError):
    """The record does not exist, or is not visible."""

    exit_status = 5
    cost_unknown = True
    advice = "check the link or id"


class StillMissing(NotFound):
    """A record wasn't found by the last request for it, so nothing was sent."""

    cost_unknown = False
    advice = "nothing was sent; a refresh requests it again, which may cost a credit"

    def __init__(self, message: str, *, endpoint: str, since: float) -> None:
        """``since`` is the time of that request, in seconds since the epoch."""
        super().__init__(message, endpoint=endpoint)
        self.since = since


class UnknownRoute(LixError):
    """The server does not know the address."""

    advice = "check LIX_API_URL and LIX_LOOKC_URL"


class ViewerInvalid(LixError):
    """The viewer is not connected to Lix or may not see this."""

    exit_status = 8
    advice = "connect that LinkedIn account to Lix or leave viewer_id out"


class RateLimited(LixError):
    """Too many requests."""

    exit_status = 6
    retryable = True
    advice = "try again after a pause"


class Queued(LixError):
    """Lix has queued the lookup and expects another request in a few minutes."""

    exit_status = 6
    retryable = True
    cost_unknown = True
    advice = "try again in a few minutes"


class ServerError(LixError):
    """The server failed."""

    retryable = True
    cost_unknown = True
    advice = "try again later"


class Unavailable(ServerError):
    """The service is down for the moment."""


class BadBody(LixError):
    """The answer doesn't have the expected form."""

    retryable = True
    cost_unknown = True
    advice = "try again later"


class RedirectRefused(LixError):
    """The server redirected the request to another address, which must not get the key."""

    advice = "check LIX_API_URL and LIX_LOOKC_URL"


class NetworkError(LixError):
    """There was no connection, which costs nothing, or it broke before the answer was complete."""

    received = b""
    """Bytes received before the connection broke; they may have been paid for."""

    retryable = True
    cost_unknown = True
    advice = "check the network and try again"


class Offline(LixError):
    """The request wasn't sent because lix-tui is offline."""

    advice = "run it again without --offline to fetch it"


class UncertainOutcome(LixError):
    """A process that has ended, or may have ended, sent the same request and stored no answer."""

    retryable = True
    cost_unknown = True
    advice = "retry it here, or with --retry 1 on the command line, to send it again"


class LeaseLost(LixError):
    """Another process took over the request while this one was suspended."""

    retryable = True
    advice = "run it again to use the other one's answer"


class BudgetReached(LixError):
    """The request wasn't sent because it would exceed a budget of the user."""

    exit_status = 4


_BY_TYPE: Mapping[str, type[LixError]] = {
    "params_invalid": ParamsInvalid,
    "unknown_record": NotFound,
    "not_found": NotFound,
    "unknown_route": UnknownRoute,
    "queued": Queued,
    "rate_limit": RateLimited,
    "daily_limit": DailyLimit,
    "viewer_invalid": ViewerInvalid,
    "api_error": ServerError,
}
_BY_STATUS: Mapping[int, type[LixError]] = {
    400: ParamsInvalid,
    401: KeyRefused,
    402: OutOfCredits,
    404: NotFound,
    407: ViewerInvalid,
    429: RateLimited,
    503: Unavailable,
}
_WORDS: Mapping[type[LixError], str] = {
    ParamsInvalid: "Lix could not use the request",
    KeyRefused: "Lix refused the key",
    OutOfCredits: "The account has no credits left for this",
    DailyLimit: "Today's allowance is used up",
    NotFound: "Lix has no such record",
    UnknownRoute: "The server does not know this address",
    ViewerInvalid: "Lix can't use this viewer",
    RateLimited: "Requests came too fast",
    Queued: "Lix has queued this lookup",
    ServerError: "Lix had an internal error",
    Unavailable: "Lix is unavailable at the moment",
    RedirectRefused: "The server sent the request to another address, which was not followed",
}


def error_from(endpoint: str, status: int, headers: Mapping[str, str], body: bytes) -> LixError:
    """Return the error for an answer with a status of 300 or more, whatever its body.

    ``headers`` may have a Retry-After, as a lower-case name unless the mapping
    ignores case.
    """
    error_type, message, trace_id = _read(body)
    found = _kind(status, (error_type or "").lower())
    words = _WORDS.get(found, f"Lix answered with status {status}")
    alternative = entry.alternative if (entry := ENDPOINTS.get(endpoint)) else ""
    if entry and entry.is_form_of_path and found is ParamsInvalid and _names_other(entry, message):
        found = UnknownRoute
    if found is UnknownRoute and entry and alternative:
        form = f" with {' and '.join(entry.required)}" if entry.is_form_of_path else ""
        words, message = f"{entry.paths[0]} isn't enabled for this account{form}", None
    if trace_id and issubclass(found, ServerError):
        message = f"{f'{message}; ' if message else ''}trace id {trace_id} for Lix's support"
    error = found(
        f"{words} ({message})" if message else words,
        endpoint=endpoint,
        status=status,
        error_type=error_type,
        trace_id=trace_id,
        retry_after=seconds_of(headers.get("retry-after")),
    )
    if found is UnknownRoute and alternative:
        error.advice = alternative
    elif entry:
        if found is ViewerInvalid and "viewer_id" in entry.required:
            error.advice = "choose an account that is connected to Lix and may see this"
        error.advice = entry.advice.get(found.__name__, error.advice)
    return error


def _names_other(entry: Endpoint, message: str | None) -> bool:
    """Return True if a refusal asks for another parameter, or doesn't know those of the request."""
    text = (message or "").lower()
    is_asked = any(f"{name} is" in text for name in entry.required)
    return not is_asked or "not a parameter" in text


def _kind(status: int, error_type: str) -> type[LixError]:
    if status < 400:
        return RedirectRefused
    if status == 401:  # whatever the type, a 401 is about the key
        return KeyRefused
    default = ServerError if status >= 500 else LixError
    return _BY_TYPE.get(error_type) or _BY_STATUS.get(status, default)


def _may_charge(endpoint: str, kind: type[LixError]) -> bool:
    """Return True if the outcome may cost a credit, also for an unknown endpoint."""
    entry = ENDPOINTS.get(endpoint)
    if entry is None:
        return True
    answered = issubclass(kind, NotFound | Queued)  # so the answer can't have a VALID address
    return entry.cost > 0 and not (answered and entry.charged == "valid_only")


def _read(body: bytes) -> tuple[str | None, str | None, str | None]:
    """Return type, message and trace id of an error body; None for each that is missing."""
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
