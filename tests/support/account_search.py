"""Search for Sales Navigator accounts, the other form of search that `SalesSearch` can edit."""

from __future__ import annotations

from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS
from lix_tui.linkedin.sales import SalesSearch


class AccountSearch(SalesSearch):
    """Search for organisations, with filters that have ranges."""

    __slots__ = ()
    KIND = "sales_company"
    CATALOGUE = ACCOUNT_FILTERS
