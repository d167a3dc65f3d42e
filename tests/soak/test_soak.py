"""Minutes of use instead of a day; ``python -m tests.soak`` simulates all of it."""

from __future__ import annotations

from dataclasses import replace

from lix_tui.settings.settings import Settings
from tests.soak.day import PAUSE, Sample, simulate
from tests.soak.growth import LIMITS, growth

FLAT = [Sample(float(hour), 170.0, 14, 4, 190, 140, 60 * hour) for hour in range(24)]


def test_some_minutes_of_use_leave_nothing_behind(demo_settings: Settings) -> None:
    samples: list[Sample] = []
    simulate(demo_settings, 2 * PAUSE / 3600, samples.append, every=PAUSE / 3600)
    first, last = samples
    assert last.hours * 3600 == 2 * PAUSE
    assert last.sent > first.sent > 0
    assert last.handles <= first.handles + LIMITS["handles"]
    assert last.threads <= first.threads + LIMITS["threads"]


def test_what_grows_is_noticed() -> None:
    assert growth(FLAT) == ""
    for name in LIMITS:
        grown = [replace(s, **{name: getattr(s, name) + 2 * s.hours}) for s in FLAT]
        assert name in growth(grown)
