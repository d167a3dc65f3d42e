"""Help texts of the settings, for the settings screen and new settings files."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.settings.settings import API_URL, LOOKC_URL, RATE_INTERVAL, STALE_DAYS


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """One setting in words."""

    name: str
    help: str
    """One sentence."""
    example: str
    """A value as TOML: the default where there is one."""
    choices: tuple[str | bool, ...] = ()
    """All that it can be, the default first; none where it is typed."""
    number: bool = False
    """Whether what is typed is a number."""
    at_once: bool = False
    """Whether a running explorer takes it; else it counts from the next start."""


SETTINGS: tuple[SettingHelp, ...] = (
    SettingHelp("api_url", "The base URL of the Lix API.", f'"{API_URL}"'),
    SettingHelp("lookc_url", "The base URL that looks people up by address.", f'"{LOOKC_URL}"'),
    SettingHelp(
        "viewer_id", "Account connected to Lix that searches use as viewer.", '"alfie-lambert"'
    ),
    SettingHelp(
        "key_header",
        "How the key is sent: raw or bearer in Authorization, or x-api-key; empty: as written.",
        '"raw"',
    ),
    SettingHelp(
        "rate_interval", "Seconds between two requests, as Lix allows you.", str(RATE_INTERVAL),
        number=True,
    ),
    SettingHelp(
        "theme", "The colours; 'lix-tui themes' lists them.", '"lix-dusk"', at_once=True
    ),
    SettingHelp(
        "confirm",
        "Which lookups ask before they may cost: never, email or always.",
        '"email"',
        ("email", "always", "never"),
        at_once=True,
    ),
    SettingHelp("offline", "Whether no request is ever sent.", "false", (False, True)),
    SettingHelp(
        "budget_per_day", "Credits of all pools spent on one day at most.", "100",
        number=True, at_once=True
    ),
    SettingHelp(
        "budget_per_run", "Credits that one long run or command spends at most.", "50",
        number=True, at_once=True,
    ),
    SettingHelp(
        "keep_days", "Days after which what was fetched is deleted for good; 0 is never.", "0",
        number=True,
    ),
    SettingHelp(
        "copy_command", "A program that reads the copied text from standard input.",
        '"wl-copy -n"', at_once=True,
    ),
    SettingHelp(
        "key_preset", "Which keys commands have.", '"default"', ("default", "vim")
    ),
    SettingHelp(
        "pictures", "Show profile pictures and logos; needs the extra lix-tui[pictures].", "false",
        (False, True),
    ),
    SettingHelp(
        "stale_days", "Days after which stored data counts as stale.", "",
        number=True, at_once=True
    ),
    SettingHelp("keys", "Keys of your own by command id; 'lix-tui keys' lists the ids.", ""),
)  # fmt: skip
"""In the order of a settings file: tables stand last."""

_HEAD = """\
# The settings of lix-tui. To change one, take the # away from the beginning of its line; or
# change it on the settings screen, which keeps what you write here.
# The command line and the variables LIX_... count before this file.
"""
_TABLES = {
    "stale_days": [f"#{record} = {days}" for record, days in STALE_DAYS.items()],
    "keys": ['#"search.copy" = "c"'],
}


def new_file() -> str:
    """Return a settings file that explains every setting and sets none."""
    parts = [_HEAD]
    for setting in SETTINGS:
        entries = _TABLES.get(setting.name)
        lines = [f"#{setting.name} = {setting.example}"]
        if entries is not None:
            lines = [f"#[{setting.name}]", *entries]
        parts.append("\n".join([f"# {setting.help}", *lines]) + "\n")
    return "\n".join(parts)
