"""All commands: each declaration feeds keys, prices, palette, footer, help and ``keys``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal[
    "app",
    "home",
    "library",
    "run",
    "search",
    "filters",
    "saved",
    "table",
    "record",
    "account",
    "raw",
    "debug",
    "settings",
]

PriceSource = Literal["opening", "request", "lookups", "next_page", "dialog"]
"""Source of the price of a command that buys.

`opening`: what it opens, which is free if it is stored. `request`: the endpoint of a request that
is sent whatever the store has. `lookups`: the lookups that a run has left. `next_page`: the price
of `search.more`, which the command runs on the last row. `dialog`: a dialog shows the price first.
"""

SCOPE_TITLES: dict[Scope, str] = {
    "app": "Everywhere",
    "home": "Home",
    "library": "Library",
    "run": "Long run",
    "search": "Search",
    "filters": "Filters",
    "saved": "Saved queries",
    "table": "Results table",
    "record": "Record",
    "account": "Account",
    "raw": "Raw answer",
    "debug": "Debug",
    "settings": "Settings",
}


KEY_WORDS = {"slash": "/", "full_stop": ".", "pagedown": "page down", "pageup": "page up"}


@dataclass(frozen=True, slots=True)
class Command:
    """Command that the user can run by key or from the palette."""

    id: str
    """Stable and documented name, used in key maps."""
    scope: Scope
    action: str
    """Textual action that runs the command."""
    keys: str
    """Default keys, comma separated, in Textual's spelling."""
    title: str
    """Two or three words, for footer and palette."""
    help: str
    """One sentence, for help and tooltip."""
    footer: bool = False
    palette: bool = True
    buys: tuple[PriceSource, ...] = ()
    """Possible sources of its price; empty for a command that never spends a credit."""
    names_target: bool = False
    """True if the footer names what the command opens, such as 'Company', in place of the title."""


COMMANDS: tuple[Command, ...] = (
    Command("app.quit", "app", "quit", "ctrl+q", "Quit", "Quit. Every page is already stored."),
    Command("app.palette", "app", "command_palette", "ctrl+p", "Palette",
            "Find any command, saved query or record by name.", footer=True, palette=False,
            buys=("dialog",)),
    Command("app.help", "app", "show_help", "f1", "Help", "Show the keys of this screen.",
            footer=True),
    Command("app.open", "app", "open_anything", "ctrl+o", "Open link",
            "Open any LinkedIn link, id or search URL. The price is shown first.", footer=True,
            buys=("dialog",)),
    Command("app.jump", "app", "jump", "semicolon,alt+j", "Jump",
            "Show a letter on every pane; press it to jump there."),
    Command("app.home", "app", "area('home')", "0,alt+0", "Home",
            "Show your searches and runs with their progress."),
    Command("app.people", "app", "area('people')", "1,alt+1", "People",
            "Search people on LinkedIn."),
    Command("app.jobs", "app", "area('jobs')", "2,alt+2", "Jobs",
            "Search job postings on LinkedIn."),
    Command("app.posts", "app", "area('posts')", "3,alt+3", "Posts", "Search posts on LinkedIn."),
    Command("app.orgs", "app", "area('orgs')", "4,alt+4", "Organisations",
            "Search companies and schools on LinkedIn."),
    Command("app.sales", "app", "area('sales')", "5,alt+5", "Sales Navigator",
            "Search leads with a Sales Navigator URL or keywords."),
    Command("app.recruiter", "app", "area('recruiter')", "6,alt+6", "Recruiter",
            "Search Recruiter candidates by their skills."),
    Command("app.library", "app", "area('library')", "7,alt+7", "Library",
            "Search everything you have fetched, for free."),
    Command("app.account", "app", "area('account')", "8,alt+8", "Account",
            "Show balances, today's allowance and your spending."),
    Command("app.connections", "app", "area('connections')", "9,alt+9", "Connections",
            "List the connections of an account that is connected to Lix."),
    Command("app.theme", "app", "change_theme", "f12", "Theme",
            "Choose a theme. Themes are previewed as you move; escape restores the previous one."),
    Command("app.tour", "app", "tour", "alt+h", "Tour",
            "Start the tour: eight steps in two minutes."),
    Command("app.tour_next", "app", "tour_next", "alt+n", "Next step",
            "Skip this step of the tour."),
    Command("app.tour_end", "app", "tour_end", "alt+x", "End tour", "End the tour."),
    Command("app.settings", "app", "settings", "comma,alt+comma", "Settings",
            "Show and change every setting, with its source."),
    Command("app.debug", "app", "debug", "exclamation_mark,alt+d", "Debug",
            "Show the data for a bug report, with the API key masked."),
    Command("search.query", "search", "focus_query", "slash,f2", "Query", "Go to the query.",
            footer=True),
    Command("search.run", "search", "run_current", "R", "Run",
            "Run the query on screen if the results belong to another query.", footer=True,
            buys=("opening",)),
    Command("search.filters", "search", "filters", "f,f4,ctrl+b", "Filters",
            "Open or close the filter panel, which builds the query.", footer=True),
    Command("search.more", "search", "load_more", "m,f3", "Next page",
            "Load the next page, at the price beside the key.", buys=("request",)),
    Command("search.all", "search", "load_all", "L", "Load all",
            "Load every page that can be reached. Pages, credits and time are shown first.",
            buys=("dialog",)),
    Command("home.go_on", "home", "go_on", "c,L", "Continue",
            "Continue the search or run to its end, after showing the price.", footer=True,
            buys=("opening", "lookups", "dialog")),
    Command("home.pause", "home", "pause", "space", "Pause", "Pause a run, or continue it.",
            footer=True, buys=("dialog",)),
    Command("home.file", "home", "file", "n,f10", "Enrich a file",
            "Look up every link, id or email address of a CSV or text file.", footer=True,
            buys=("dialog",)),
    Command("home.forget", "home", "forget", "delete,D", "Forget",
            "Delete the run; keep the results."),
    Command("home.refresh", "home", "refresh", "r,f5", "Refresh", "Reload the list."),
    Command("library.find", "library", "focus_query", "slash,f2", "Find", "Go to the input.",
            footer=True),
    Command("library.kind", "library", "next_kind", "f,f3", "Kind",
            "Filter by the next kind of record.", footer=True),
    Command("library.sort", "library", "sort", "s,alt+s", "Sort",
            "Sort by the next column; after the last one, newest first."),
    Command("library.sort_down", "library", "sort_down", "S", "Reverse order",
            "Reverse the order."),
    Command("library.columns", "library", "columns", "c,alt+c", "Columns",
            "Choose the columns, their order and their widths."),
    Command("library.note", "library", "note", "n,f4", "Note", "Edit your note.",
            footer=True),
    Command("library.tags", "library", "tags", "t,f11", "Tags", "Edit your tags.",
            footer=True),
    Command("library.export", "library", "export", "e,f10", "Export",
            "Export every matching record to a file.", footer=True),
    Command("library.forget", "library", "forget", "delete,D", "Delete",
            "Delete the record for good, also from every search."),
    Command("library.related", "library", "related", "l,ctrl+l", "Related",
            "Open the first related record.", buys=("opening",), names_target=True),
    Command("library.more_related", "library", "more", "full_stop,ctrl+g", "Go to…",
            "Choose a related record or search, each with its price.", buys=("dialog",)),
    Command("library.copy", "library", "copy_link", "y,f6", "Copy link",
            "Copy the link of this record."),
    Command("library.copy_menu", "library", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON."),
    Command("library.browse", "library", "browse", "o,f8", "Browser",
            "Open the record's link in the browser."),
    Command("library.raw", "library", "raw", "i,f9", "Raw JSON",
            "Show the last answer about the record."),
    Command("run.go_on", "run", "go_on", "c,L", "Continue", "Continue the run.", footer=True,
            buys=("lookups",)),
    Command("run.pause", "run", "pause", "space", "Pause", "Pause the run, or continue it.",
            footer=True, buys=("dialog",)),
    Command("run.again", "run", "again", "r,f5", "Retry failed",
            "Repeat lookups that failed or found nothing, which may cost credits again.",
            footer=True, buys=("lookups",)),
    Command("run.write", "run", "write", "e,f10", "Result file",
            "Write every result so far to a file.", footer=True),
    Command("search.enrich", "search", "enrich", "E,alt+e", "Enrich",
            "Look up profiles, email addresses, ids or companies of the marked rows, or of all.",
            buys=("dialog",)),
    Command("search.sort", "search", "sort", "t,alt+t", "Sort",
            "Sort the loaded rows by the next column; after the last one, in the received order."),
    Command("search.sort_down", "search", "sort_down", "T", "Reverse order",
            "Reverse the order of the loaded rows."),
    Command("search.filter_rows", "search", "filter_rows", "F,alt+r", "Filter rows",
            "Show only loaded rows that contain some words (free)."),
    Command("search.columns", "search", "columns", "c,alt+c", "Columns",
            "Choose the columns, their order and their widths."),
    Command("search.back", "search", "back", "escape,backspace", "Back",
            "Cancel the request, leave the query, or go back."),
    Command("search.peek", "search", "peek", "p,alt+p", "Read row",
            "Show every cell of the row in full."),
    Command("search.zoom", "search", "zoom", "z,alt+z", "Zoom",
            "Enlarge the pane with the cursor to the whole screen, or restore it."),
    Command("search.split", "search", "split", "vertical_line,alt+s", "Split",
            "Move the preview below the results, or back beside them. The choice is remembered."),
    Command("search.save", "search", "save_query", "s,ctrl+s", "Save",
            "Save this query under a name."),
    Command("search.saved", "search", "saved_queries", "S", "Saved",
            "List the saved queries: open, edit, duplicate, rename, share or delete one.",
            buys=("dialog",)),
    Command("search.viewer", "search", "choose_viewer", "v,ctrl+y", "Viewer",
            "Search as an account connected to Lix (viewer), or without one."),
    Command("search.refresh", "search", "refresh", "r,f5", "Refresh",
            "Run the search again from its first page, at the price beside the key.",
            buys=("request",)),
    Command("filters.open", "filters", "open", "space", "Choose",
            "Choose values, switch a toggle, or change a value between included and excluded "
            "(enter does the same)."),
    Command("filters.flip", "filters", "flip", "x", "Flip",
            "Exclude an included value or include it again; skills can also be required.",
            footer=True),
    Command("filters.remove", "filters", "remove", "d,delete", "Remove",
            "Remove the value.", footer=True),
    Command("filters.undo", "filters", "undo", "u,ctrl+z", "Undo", "Undo the last change.",
            footer=True),
    Command("filters.redo", "filters", "redo", "ctrl+r", "Redo",
            "Redo the change that was undone last."),
    Command("filters.find", "filters", "find", "slash", "Find", "Find a filter by its name.",
            footer=True),
    Command("filters.run", "filters", "run", "R,f5", "Run",
            "Run the query; the price per page is shown.", footer=True, buys=("request",)),
    Command("filters.copy", "filters", "copy_asked", "U,f6", "Copy URL",
            "Copy the search URL of the filters.", footer=True),
    Command("filters.clear", "filters", "clear", "C", "Clear",
            "Remove every filter; undo restores them."),
    Command("filters.leave", "filters", "leave", "escape", "Results", "Go to the results."),
    Command("saved.find", "saved", "find", "slash,f2", "Find",
            "Show only saved queries that contain some words."),
    Command("saved.edit", "saved", "edit", "e", "Edit",
            "Open the query in the filter panel without running it.", footer=True),
    Command("saved.duplicate", "saved", "duplicate", "d", "Duplicate",
            "Save a copy under the next free name.", footer=True),
    Command("saved.rename", "saved", "rename", "r", "Rename", "Change the name of the query.",
            footer=True),
    Command("saved.copy", "saved", "copy_url", "y", "Copy URL",
            "Copy the search URL, or the skills of a Recruiter query.", footer=True),
    Command("saved.share", "saved", "share", "t", "To a file",
            "Write the query as a TOML file into the current folder, to share it.",
            footer=True),
    Command("saved.delete", "saved", "delete", "delete,D", "Delete",
            "Delete the query; keep its results.", footer=True),
    Command("saved.close", "saved", "close", "escape", "Back", "Go back."),
    Command("table.open", "table", "open", "enter", "Open", "Open the record under the cursor.",
            footer=True, buys=("opening",)),
    Command("table.down", "table", "move(1)", "down,j", "Down",
            "Move down. Moving past the last row loads the next page.", buys=("next_page",)),
    Command("table.up", "table", "move(-1)", "up,k", "Up", "Move up."),
    Command("table.page_down", "table", "page(1)", "pagedown,ctrl+f", "Page down",
            "Move down by a screen.", buys=("next_page",)),
    Command("table.page_up", "table", "page(-1)", "pageup,ctrl+b", "Page up",
            "Move up by a screen."),
    Command("table.half_down", "table", "half(1)", "ctrl+d", "Half a page down",
            "Move down by half a screen.", buys=("next_page",)),
    Command("table.half_up", "table", "half(-1)", "ctrl+u", "Half a page up",
            "Move up by half a screen."),
    Command("table.first", "table", "first", "home,g", "First", "Go to the first row."),
    Command("table.last", "table", "last", "end,G", "Last",
            "Go to the last row. On the last row, load the next page.", buys=("next_page",)),
    Command("table.mark", "table", "mark", "space", "Mark",
            "Mark or unmark the row under the cursor, and move down. Marked rows are exported."),
    Command("table.mark_all", "table", "mark_all", "M", "Mark all",
            "Mark every loaded row; unmark all if all are marked."),
    Command("search.export", "search", "export", "e,f10", "Export",
            "Write the marked rows, or all that are loaded, to a file: CSV, XLSX, JSON, JSON "
            "lines, Markdown or Parquet.", footer=True),
    Command("search.related", "search", "related", "l,ctrl+l", "Related",
            "Open the first related record: the company of a person, the hirers of a job, the "
            "author of a post, the people of a company.",
            footer=True, buys=("opening",), names_target=True),
    Command("search.more_related", "search", "more", "full_stop,ctrl+g", "Go to…",
            "Choose a related record or search, each with its price: company, people, jobs, "
            "email address, ids.", buys=("dialog",)),
    Command("search.copy", "search", "copy_link", "y,f6", "Copy link",
            "Copy the link of this record.", footer=True),
    Command("search.copy_menu", "search", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON, the table, the request as code."),
    Command("search.browse", "search", "browse", "o,f8", "Browser",
            "Open the record's link in the browser."),
    Command("search.raw", "search", "raw", "i,f9", "Raw JSON",
            "Show the record as received.", footer=True),
    Command("search.raw_page", "search", "raw_page", "I", "Raw page",
            "Show the last page as received, even one in an unknown format."),
    Command("record.related", "record", "related", "l,ctrl+l", "Related",
            "Open the first related record: the company of a person, the hirers of a job, the "
            "author of a post, the people of a company.",
            footer=True, buys=("opening",), names_target=True),
    Command("record.more_related", "record", "more", "full_stop,enter,ctrl+g", "Go to…",
            "Choose a related record or search, each with its price: company, people, jobs, "
            "email address, ids.", footer=True, buys=("dialog",)),
    Command("record.recheck", "record", "recheck", "c,f4", "Check again",
            "Request the email address again, up to ten times, until it is VALID. Only a VALID "
            "address costs a credit.", buys=("request",)),
    Command("record.copy", "record", "copy_link", "y,f6", "Copy link", "Copy the record's link.",
            footer=True),
    Command("record.copy_menu", "record", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON, the request as code."),
    Command("record.browse", "record", "browse", "o,f8", "Browser",
            "Open the record in the browser.", footer=True),
    Command("record.raw", "record", "raw", "i,f9", "Raw JSON",
            "Show the record as received.", footer=True),
    Command("record.previous", "record", "neighbour(-1)", "left_square_bracket", "Previous",
            "Show the previous record of the list this one was opened from. A record that isn't "
            "stored shows its price first."),
    Command("record.next", "record", "neighbour(1)", "right_square_bracket", "Next",
            "Show the next record of the list this one was opened from. A record that isn't "
            "stored shows its price first.", footer=True),
    Command("record.fold", "record", "fold", "space", "Fold",
            "Fold or unfold the position under the cursor.", footer=True),
    Command("record.fold_all", "record", "fold_all", "z", "Fold all",
            "Fold every position of the career, or unfold all of them."),
    Command("record.refresh", "record", "refresh", "r,f5", "Refresh",
            "Fetch the record again, at the price beside the key.", buys=("request",)),
    Command("record.back", "record", "back", "escape,backspace", "Back",
            "Cancel the request, or go back.", footer=True),
    Command("account.refresh", "account", "refresh", "r,f5", "Refresh",
            "Update balances and allowance (free).", footer=True),
    Command("account.ledger", "account", "ledger", "enter,t,f4", "Ledger",
            "Show every request with its time, price, origin and outcome.",
            footer=True),
    Command("raw.fold", "raw", "fold", "enter,space", "Fold",
            "Open or close the node under the cursor.", footer=True),
    Command("raw.open_all", "raw", "open_all", "plus,equals_sign", "Open all", "Open every node."),
    Command("raw.close_all", "raw", "close_all", "minus", "Close all", "Close every node."),
    Command("raw.find", "raw", "find", "slash,f2", "Find", "Find words in keys and values.",
            footer=True),
    Command("raw.next", "raw", "next(1)", "n,f3", "Next", "Go to the next match.", footer=True),
    Command("raw.previous", "raw", "next(-1)", "N,f4", "Previous", "Go to the previous match."),
    Command("raw.value", "raw", "copy_value", "v,f7", "Copy value",
            "Copy the value under the cursor, or the JSON of an object or array.", footer=True),
    Command("raw.path", "raw", "copy_path", "p,f8", "Copy path",
            "Copy the path at the cursor in jq's syntax: .elements[3].name.", footer=True),
    Command("raw.copy", "raw", "copy_json", "y,f6", "Copy JSON", "Copy the whole answer.",
            footer=True),
    Command("debug.copy", "debug", "copy_report", "y,f6", "Copy report",
            "Copy the data for a bug report, without keys, queries, names or links.", footer=True),
    Command("settings.change", "settings", "change", "space", "Change",
            "Change the setting (enter does the same).", footer=True),
    Command("settings.reset", "settings", "reset", "d,delete", "Default",
            "Remove the setting from the file, which restores its default.", footer=True),
)  # fmt: skip

LIST_COMMANDS: tuple[Command, ...] = (
    Command("select", "saved", "select", "enter", "Run", "Run the query.", buys=("opening",)),
    Command("submit", "saved", "submit", "enter", "Run", "Run the query.", buys=("opening",)),
)
"""Actions of Textual's list and input that buy; their key is fixed, so that no key map has them."""

COMMANDS_BY_ID = {command.id: command for command in (*COMMANDS, *LIST_COMMANDS)}
"""Every command by its id."""


def commands_of(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of one scope in the order they are declared."""
    return tuple(command for command in COMMANDS if command.scope == scope)
