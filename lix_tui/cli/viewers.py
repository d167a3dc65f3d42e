"""Option ``--viewer`` of commands that send requests as a connected account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure
from lix_tui.settings.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.settings.settings import Settings

viewer_option = click.option(
    "--viewer",
    metavar="ID",
    help="Send requests as this account, which is connected to Lix. Default: "
    f"{SETTINGS['viewer_id'].variable} or the setting viewer_id.",
)


def check_viewer(viewer: str | None, endpoint: str, subject: str) -> None:
    """Raise Failure for a malformed viewer, or one that ``subject`` doesn't accept."""
    if viewer is None:
        return
    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.services.queries.query import QueryError, viewer_named

    if "viewer_id" not in ENDPOINTS[endpoint].parameters:
        message = f"'{subject}' doesn't accept a viewer. Leave --viewer out."
        raise Failure(message, 2)
    try:
        viewer_named(viewer)
    except QueryError as error:
        raise Failure(str(error), 2) from None


def require_viewer(viewer: str | None, endpoint: str, plural: str) -> None:
    """Raise Failure (2) without the viewer that an endpoint needs; ``plural`` names its answers."""
    from lix_tui.api.endpoints import ENDPOINTS

    if viewer or "viewer_id" not in ENDPOINTS[endpoint].required:
        return
    message = (
        f"Only an account that is connected to Lix can see the {plural}. Name it with --viewer ID "
        f"or the setting viewer_id; 'lix-tui get viewers' lists the accounts for free."
    )
    raise Failure(message, 2)


def check_viewers(viewer: str | None, endpoints: Sequence[str], subject: str) -> None:
    """Raise Failure for a malformed viewer, or one that no endpoint of ``subject`` accepts."""
    if viewer is None:
        return
    from lix_tui.api.endpoints import ENDPOINTS

    takes = [one for one in endpoints if "viewer_id" in ENDPOINTS[one].parameters]
    check_viewer(viewer, (takes or list(endpoints))[0], subject)


def viewer_in(settings: Settings, viewer: str | None) -> str | None:
    """Return the viewer id of the option, else of the settings; None for nobody."""
    from lix_tui.services.queries.query import viewer_named

    return viewer_named(viewer) if viewer else settings.viewer_id
