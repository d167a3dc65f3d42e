"""Prices of commands, menu lines and buttons: free where the store has the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import time
from typing import TYPE_CHECKING, Protocol, TypeAlias

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.services.budget.cost_words import OFFLINE, short_cost
from lix_tui.services.commands.command import Command
from lix_tui.services.commands.commands import COMMANDS_BY_ID
from lix_tui.services.kinds import SCREENS, Kind

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.records.stored_records import StoredRecords
    from lix_tui.services.search.sessions import Searches
    from lix_tui.settings.settings import Settings

_KINDS: dict[str, Kind] = {kind.name: kind for kind in SCREENS}
MOST_STORED = 500
"""Most destinations of one screen whose stored answers are remembered."""


@dataclass(frozen=True, slots=True)
class Price:
    """Price of one press, in words."""

    words: str
    """Price as text: '1 Org', 'free, stored 3 days ago' or 'not stored, offline'."""
    short: str
    """The same for a narrow terminal: '1 Org', 'free', 'offline'."""
    buys: bool = False
    """True if a request that may cost a credit is sent."""
    is_unknown: bool = False
    """True if nobody says what the request costs, so that the user is asked each time."""
    is_offline: bool = False
    """True if nothing is stored and nothing can be sent."""


FREE = Price("free", "free")
UNSENT = Price(OFFLINE, "offline", is_offline=True)


def price_of_request(endpoint: str, *, offline: bool) -> Price:
    """Return the price of a request that is sent whatever the store has."""
    if offline:
        return UNSENT
    words = short_cost(endpoint)
    if words == "free":
        return FREE
    return Price(words, words, buys=True, is_unknown=not ENDPOINTS[endpoint].is_price_known)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored answer."""

    at: float
    """Seconds since the epoch."""
    is_missing: bool = False
    """True if the answer was that there is no such record."""


def price_of(destination: Destination, stored: Stored | None, *, offline: bool) -> Price:
    """Return the price of opening a record or search that is stored or not."""
    if destination.build or destination.inbox is not None:
        return FREE
    if stored is not None:
        from lix_tui.durations import age

        what = "not found" if stored.is_missing else "stored"
        return Price(f"free, {what} {age(time() - stored.at)}", "free")
    return price_of_request(endpoint_of(destination), offline=offline)


def endpoint_of(destination: Destination) -> str:
    """Return the endpoint that opening a destination asks."""
    if destination.query is not None:
        return _kind_of(destination.query.kind).endpoint
    return destination.endpoint or "balances"


def noun_of(destination: Destination) -> str:
    """Return one word for what is opened: 'Company', 'People'."""
    if destination.noun:
        return destination.noun
    if destination.query is not None:
        return "Titles" if destination.build else _kind_of(destination.query.kind).label
    from lix_tui.services.records.record_names import NAMES

    names = NAMES.get(destination.endpoint or "")
    return "Record" if names is None else names.label


def _kind_of(name: str) -> Kind:
    """Return the kind of a search or list; lists are loaded when the first one is shown."""
    if name in _KINDS:
        return _KINDS[name]
    from lix_tui.services.paged_lists import LISTS

    return LISTS[name]


class Answers(Protocol):
    """Parts of the services that know which answers are stored, and if anything can be sent."""

    @property
    def settings(self) -> Settings:
        """Return the settings, which say if lix-tui is offline."""

    @property
    def searches(self) -> Searches:
        """Return the searches, with the age of their first pages."""

    @property
    def records(self) -> StoredRecords:
        """Return the stored records."""


async def stored_of(services: Answers, destination: Destination) -> Stored | None:
    """Return the stored answer of what is opened, None without one.

    Nothing is sent. A store that cannot be read counts as empty here: whoever opens the record is
    told.
    """
    from lix_tui.store.errors import StoreError  # its import is too slow for the first frame

    try:
        if destination.build:
            return None
        if destination.query is not None:
            at = await services.searches.fetched_at(destination.query)
            return None if at is None else Stored(at)
        endpoint, link, viewer = destination.endpoint, destination.link, destination.viewer_id
        if endpoint is None or link is None:
            return None
        found = await services.records.stored(endpoint, link, viewer)
        if found is not None:
            return None if found.unfinished else Stored(found.fetched_at, found.is_missing)
        missing = await services.records.missing(endpoint, link, viewer)
    except StoreError:
        return None
    return None if missing is None else Stored(missing.since, is_missing=True)


async def with_prices(services: Answers, destinations: Sequence[Destination]) -> list[Destination]:
    """Return the destinations with the cost that each has now: stored ones are free."""
    priced = []
    for destination in destinations:
        stored = await stored_of(services, destination)
        price = price_of(destination, stored, offline=services.settings.offline)
        known = stored is not None or price.is_offline
        priced.append(replace(destination, cost=price.words) if known else destination)
    return priced


@dataclass(frozen=True, slots=True)
class RequestTarget:
    """Request that is sent whatever the store has, such as one for the next page."""

    endpoint: str


@dataclass(frozen=True, slots=True)
class LookupsTarget:
    """Lookups that a run has left; the stored ones of them are free."""

    counts: tuple[tuple[str, int], ...]
    """Endpoints with their numbers of lookups."""


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """Something on this machine, such as a run: opening it sends nothing."""


Target: TypeAlias = "Destination | RequestTarget | LookupsTarget | LocalTarget"
"""Target of a command at present: a destination, a request or a list, which decides the price."""


class UndeclaredPurchase(ValueError):
    """Purchase by a command whose declaration doesn't allow it."""

    def __init__(self, command: Command, target: object) -> None:
        super().__init__(f"{command.id} isn't declared to buy {target!r}; see Command.buys")


@dataclass(frozen=True, slots=True)
class KeyPrice:
    """Label and price of a command for its present target."""

    label: str
    """The command's title, or the noun of its target: 'Company'."""
    price: Price

    @property
    def words(self) -> str:
        """Label and price: 'Company · 1 Org'."""
        return f"{self.label} · {self.price.words}"


def key_price(
    command: Command, target: Target, stored: Stored | None, *, offline: bool
) -> KeyPrice | None:
    """Return label and price of a command; None for one that can't do anything now.

    Raises UndeclaredPurchase if the command isn't declared to buy such a target.
    """
    source, label = "opening", command.title
    price: Price | None = None
    if isinstance(target, LocalTarget):
        price = FREE
    elif isinstance(target, RequestTarget):
        source = "request"
        if not offline:  # what is stored doesn't replace this request
            price = price_of_request(target.endpoint, offline=False)
    elif isinstance(target, LookupsTarget):
        source, price = "lookups", price_of_many(target.counts, offline=offline)
    else:
        price = price_of(target, stored, offline=offline)
        label = noun_of(target) if command.names_target else label
    if source not in command.buys:
        raise UndeclaredPurchase(command, target)
    return None if price is None else KeyPrice(label, price)


def price_of_many(counts: Sequence[tuple[str, int]], *, offline: bool) -> Price | None:
    """Return the price of lookups by endpoint and number, None for none: '12 at 1 Standard'."""
    left = [(short_cost(endpoint), count) for endpoint, count in counts if count]
    if not left:
        return None
    if offline:
        return UNSENT
    parts = [(each, count) for each, count in left if each != "free"]
    if not parts:
        return FREE
    if len(parts) == 1:
        words = f"{parts[0][1]:,} at {parts[0][0]}"
    else:  # every lookup costs one credit of its pool
        words = " + ".join(f"{count:,} {each.removeprefix('1 ')}" for each, count in parts)
    return Price(words, words, buys=True)


@dataclass(slots=True)
class PriceList:
    """Prices of the commands of one screen: declarations applied to the present targets."""

    offline: Callable[[], bool]
    """Function that returns True while nothing can be sent."""
    _targets: dict[str, Target] = field(default_factory=dict)
    """Present target of each command, by its id."""
    _stored: dict[tuple[str, str], Stored | None] = field(default_factory=dict)
    """Stored answers of destinations; None for a destination without one."""

    def set_target(self, command_id: str, target: Target | None) -> bool:
        """Set what a command acts on now, None for nothing; return True if that is a change.

        Raises UndeclaredPurchase if the command isn't declared to buy such a target.
        """
        if self._targets.get(command_id) == target:
            return False
        if target is None:
            del self._targets[command_id]
        else:
            key_price(COMMANDS_BY_ID[command_id], target, None, offline=False)
            self._targets[command_id] = target
        return True

    def price_of(self, command_id: str) -> KeyPrice | None:
        """Return label and price of a command; None for one without a target."""
        if (target := self._targets.get(command_id)) is None:
            return None
        stored = None
        if not isinstance(target, _NOT_OPENINGS):
            stored = self._stored.get(_identity(target))
        return key_price(COMMANDS_BY_ID[command_id], target, stored, offline=self.offline())

    @property
    def all(self) -> dict[str, KeyPrice]:
        """Label and price of every command that has one now, by the command's id."""
        found = ((name, self.price_of(name)) for name in self._targets)
        return {name: price for name, price in found if price is not None}

    @property
    def has_unread(self) -> bool:
        """True if the store wasn't read for some destination."""
        return any(
            _identity(destination) not in self._stored for destination in self._destinations()
        )

    async def read_stored(self, services: Answers) -> None:
        """Read the stored answers of the present destinations; nothing is sent."""
        for destination in self._destinations():
            if (key := _identity(destination)) not in self._stored:
                stored = await stored_of(services, destination)
                if len(self._stored) >= MOST_STORED:
                    self._stored.clear()
                self._stored[key] = stored

    def forget_stored(self) -> None:
        """Read the store again next time: answers may have come or gone."""
        self._stored.clear()

    def _destinations(self) -> list[Destination]:
        return [one for one in self._targets.values() if not isinstance(one, _NOT_OPENINGS)]


_NOT_OPENINGS = (RequestTarget, LookupsTarget, LocalTarget)


def _identity(destination: Destination) -> tuple[str, str]:
    """Return the endpoint of a destination, and its query or link with the viewer."""
    query = destination.query
    if query is not None:
        return endpoint_of(destination), f"{query.key} {query.viewer_id or ''}"
    return endpoint_of(destination), f"{destination.link or ''} {destination.viewer_id or ''}"
