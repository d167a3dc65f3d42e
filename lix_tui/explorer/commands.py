"""Every command, declared once: the declaration feeds keys, palette, footer, help and ``keys``."""

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
]

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
}


KEY_WORDS = {"slash": "/", "full_stop": ".", "pagedown": "page down", "pageup": "page up"}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do."""

    id: str
    """Stable and documented: the name a key map uses."""
    scope: Scope
    action: str
    """The Textual action that runs it."""
    keys: str
    """Default keys, comma separated, in Textual's spelling."""
    title: str
    """Two or three words, for footer and palette."""
    help: str
    """One sentence, for help and tooltip."""
    footer: bool = False
    palette: bool = True


COMMANDS: tuple[Command, ...] = (
    Command("app.quit", "app", "quit", "ctrl+q", "Quit", "Leave; every page is already kept."),
    Command("app.palette", "app", "command_palette", "ctrl+p", "Palette",
            "Find any command by name.", footer=True, palette=False),
    Command("app.help", "app", "show_help", "f1", "Help", "Show the keys of this screen.",
            footer=True),
    Command("app.open", "app", "open_anything", "ctrl+o", "Open link",
            "Open any LinkedIn link, id or search URL; it says what it costs first.", footer=True),
    Command("app.home", "app", "area('home')", "0,alt+0", "Home",
            "Your searches and long runs, with how far each has come."),
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
            "Everything ever fetched, found as you type, for nothing."),
    Command("app.account", "app", "area('account')", "8,alt+8", "Account",
            "Balances, today's allowance and what this run has spent."),
    Command("app.connections", "app", "area('connections')", "9,alt+9", "Connections",
            "List the connections of an account that is connected to Lix."),
    Command("search.query", "search", "focus_query", "slash,f2", "Query", "Go to the query.",
            footer=True),
    Command("search.filters", "search", "filters", "f,ctrl+b", "Filters",
            "Open or close the filter panel, which builds the query.", footer=True),
    Command("search.more", "search", "load_more", "m,f3", "Next page",
            "Load the next page (one credit)."),
    Command("search.all", "search", "load_all", "L", "Load all",
            "Load every page that can be reached; it says pages, credits and time first."),
    Command("home.go_on", "home", "go_on", "c,L", "Go on",
            "Go on with it to its end, after saying what that takes.", footer=True),
    Command("home.pause", "home", "pause", "space", "Pause", "Pause a run, or go on with it.",
            footer=True),
    Command("home.file", "home", "file", "n,f10", "Enrich a file",
            "Look up every link, id or email address of a CSV or text file.", footer=True),
    Command("home.forget", "home", "forget", "delete,D", "Forget",
            "Forget a run; what it fetched is kept."),
    Command("home.refresh", "home", "refresh", "r,f5", "Refresh", "Look again what is there."),
    Command("library.find", "library", "focus_query", "slash,f2", "Find", "Go to the input.",
            footer=True),
    Command("library.kind", "library", "next_kind", "f,f3", "Kind",
            "Narrow to the next kind of record.", footer=True),
    Command("library.note", "library", "note", "n,f4", "Note", "Write a note of your own.",
            footer=True),
    Command("library.tags", "library", "tags", "t,f11", "Tags", "Write tags of your own.",
            footer=True),
    Command("library.export", "library", "export", "e,f10", "Export",
            "Write everything that is found to a file.", footer=True),
    Command("library.forget", "library", "forget", "delete,D", "Delete",
            "Delete it for good, with what every search holds of it."),
    Command("library.related", "library", "related", "l,ctrl+l", "Related",
            "Go on to what is wanted next."),
    Command("library.more_related", "library", "more", "full_stop,ctrl+g", "Go to…",
            "Choose among everything this record leads to, each with its cost."),
    Command("library.copy", "library", "copy_link", "y,f6", "Copy link",
            "Copy the link of this record."),
    Command("library.copy_menu", "library", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON."),
    Command("library.browse", "library", "browse", "o,f8", "Browser",
            "Open the record's link in the browser."),
    Command("library.raw", "library", "raw", "i,f9", "Raw JSON",
            "Show what was last received of it."),
    Command("run.go_on", "run", "go_on", "c,L", "Go on", "Go on with it.", footer=True),
    Command("run.pause", "run", "pause", "space", "Pause", "Pause it, or go on with it.",
            footer=True),
    Command("run.again", "run", "again", "r,f5", "Failed again",
            "Ask again for what failed or was not found, which may cost again.", footer=True),
    Command("run.write", "run", "write", "e,f10", "Result file",
            "Write every outcome to a file as it stands now.", footer=True),
    Command("search.enrich", "search", "enrich", "E,alt+e", "Enrich",
            "Look up profiles, email addresses, ids or companies of the marked rows, or of all.",
            footer=False),
    Command("search.save", "search", "save_query", "s,ctrl+s", "Save",
            "Save this query under a name."),
    Command("search.saved", "search", "saved_queries", "S", "Saved",
            "List the saved queries: open, edit, duplicate, rename, share or delete one."),
    Command("search.viewer", "search", "choose_viewer", "v,ctrl+y", "Viewer",
            "Choose whose eyes this search uses: an account connected to Lix, or nobody's."),
    Command("search.refresh", "search", "refresh", "r,f5", "Refresh",
            "Run the search again from its first page, paying again."),
    Command("filters.open", "filters", "open", "space", "Choose",
            "Choose values of the filter, turn a toggle, or flip a value (enter does the same).",
            palette=False),
    Command("filters.flip", "filters", "flip", "x", "Flip",
            "Exclude an included value or include it again; for skills require it too.",
            footer=True, palette=False),
    Command("filters.remove", "filters", "remove", "d,delete", "Remove",
            "Take the value out.", footer=True, palette=False),
    Command("filters.undo", "filters", "undo", "u,ctrl+z", "Undo", "Take the last change back.",
            footer=True, palette=False),
    Command("filters.redo", "filters", "redo", "ctrl+r", "Redo", "Make that change again.",
            palette=False),
    Command("filters.find", "filters", "find", "slash", "Find", "Find a filter by its name.",
            footer=True, palette=False),
    Command("filters.run", "filters", "run", "R,f5", "Run",
            "Run the query; a page costs what stands beside it.", footer=True, palette=False),
    Command("filters.copy", "filters", "copy_asked", "U,f6", "Copy URL",
            "Copy the search URL that the filters make.", footer=True, palette=False),
    Command("filters.clear", "filters", "clear", "C", "Clear",
            "Take everything out; undo brings it back.", palette=False),
    Command("filters.leave", "filters", "leave", "escape", "Results", "Go to the results.",
            palette=False),
    Command("saved.edit", "saved", "edit", "e", "Edit",
            "Open it in the filter panel without running it.", footer=True, palette=False),
    Command("saved.duplicate", "saved", "duplicate", "d", "Duplicate",
            "Save the same under the next free name.", footer=True, palette=False),
    Command("saved.rename", "saved", "rename", "r", "Rename", "Give it another name.",
            footer=True, palette=False),
    Command("saved.copy", "saved", "copy_url", "y", "Copy URL", "Copy what it asks.",
            footer=True, palette=False),
    Command("saved.share", "saved", "share", "t", "To a file",
            "Write it as a small TOML file into the current folder, to be opened elsewhere.",
            footer=True, palette=False),
    Command("saved.delete", "saved", "delete", "delete,D", "Delete",
            "Forget it; what it found is kept.", footer=True, palette=False),
    Command("saved.close", "saved", "close", "escape", "Back", "Go back.", palette=False),
    Command("table.open", "table", "open", "enter", "Open", "Open the record under the cursor.",
            footer=True, palette=False),
    Command("table.down", "table", "move(1)", "down,j", "Down",
            "Go down; on from the last row the next page is loaded.", palette=False),
    Command("table.up", "table", "move(-1)", "up,k", "Up", "Go up.", palette=False),
    Command("table.page_down", "table", "page(1)", "pagedown,ctrl+d,ctrl+f", "Page down",
            "Go down by what is visible.", palette=False),
    Command("table.page_up", "table", "page(-1)", "pageup,ctrl+u,ctrl+b", "Page up",
            "Go up by what is visible.", palette=False),
    Command("table.first", "table", "first", "home,g", "First", "Go to the first row.",
            palette=False),
    Command("table.last", "table", "last", "end,G", "Last",
            "Go to the last row; from there the next page is loaded.", palette=False),
    Command("table.mark", "table", "mark", "space", "Mark",
            "Mark the row under the cursor, or unmark it, and go down; marked rows are exported.",
            palette=False),
    Command("table.mark_all", "table", "mark_all", "M", "Mark all",
            "Mark every row that is loaded, or none where all are marked.", palette=False),
    Command("search.export", "search", "export", "e,f10", "Export",
            "Write the marked rows, or all that are loaded, to a file: CSV, XLSX, JSON, JSON "
            "lines, Markdown or Parquet.", footer=True),
    Command("search.related", "search", "related", "l,ctrl+l", "Related",
            "Go on to what is wanted next: a person's or job's company or hirers, a post's author, "
            "a company's people.", footer=True),
    Command("search.more_related", "search", "more", "full_stop,ctrl+g", "Go to…",
            "Choose among everything this record leads to, each with its cost: company, people, "
            "jobs, email address, ids."),
    Command("search.copy", "search", "copy_link", "y,f6", "Copy link",
            "Copy the link of this record.", footer=True),
    Command("search.copy_menu", "search", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON, the request as curl or Python."),
    Command("search.browse", "search", "browse", "o,f8", "Browser",
            "Open the record's link in the browser."),
    Command("search.raw", "search", "raw", "i,f9", "Raw JSON",
            "Show the record as it was received.", footer=True),
    Command("search.raw_page", "search", "raw_page", "I", "Raw page",
            "Show the last page as it was received, also one in a form that is not known here."),
    Command("record.related", "record", "related", "l,ctrl+l", "Related",
            "Go on to what is wanted next: a person's company, a job's hirers, a post's author, a "
            "company's people.", footer=True),
    Command("record.more_related", "record", "more", "full_stop,enter,ctrl+g", "Go to…",
            "Choose among everything this record leads to, each with its cost: company, people, "
            "jobs, email address, ids.", footer=True),
    Command("record.recheck", "record", "recheck", "c,f4", "Check again",
            "Ask for the email address again, up to ten times, until it is VALID; only then it "
            "costs a credit.", footer=True),
    Command("record.copy", "record", "copy_link", "y,f6", "Copy link", "Copy the record's link.",
            footer=True),
    Command("record.copy_menu", "record", "copy_menu", "Y,f7", "Copy…",
            "Copy another form: every link, name, id, JSON, the request as curl or Python."),
    Command("record.browse", "record", "browse", "o,f8", "Browser",
            "Open the record in the browser.", footer=True),
    Command("record.raw", "record", "raw", "i,f9", "Raw JSON",
            "Show the record as it was received.", footer=True),
    Command("record.refresh", "record", "refresh", "r,f5", "Refresh",
            "Fetch the record again, paying again."),
    Command("account.refresh", "account", "refresh", "r,f5", "Refresh",
            "Ask for balances and allowance again (free).", footer=True),
    Command("account.ledger", "account", "ledger", "enter,t,f4", "Ledger",
            "Show every request: when, what, for how much, from where, and what came of it.",
            footer=True),
    Command("raw.copy", "raw", "copy_json", "y,f6", "Copy JSON", "Copy the whole answer.",
            footer=True),
)  # fmt: skip


def commands_of(scope: Scope) -> tuple[Command, ...]:
    """The commands of one scope in the order they are declared."""
    return tuple(command for command in COMMANDS if command.scope == scope)


def shown_keys(command: Command) -> str:
    """The keys of a command as people write them: '/  f2'."""
    return "  ".join(KEY_WORDS.get(key, key) for key in command.keys.split(","))
