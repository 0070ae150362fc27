"""Loading: every problem at once, each with its line and what was meant; a right configuration as values."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from tests.config.homes import GOOD, Column, PickyOptions, PostOptions, Write, complaints, loaded

from ipscwatch.errors import ConfigError
from ipscwatch.model.settings import Secret
from ipscwatch.model.term import Note

SOURCE = GOOD["sources"]
TERMS = GOOD["terms"]
MAIN = GOOD["ipscwatch"]

SOURCE_PROBLEMS = [
    ("tier = 1", "tier = 7", 6, "'tier' must be 1, 2, 3, 4, 5 or 6"),
    ("tier = 1", 'tier = "1"', 6, "'tier' must be 1, 2, 3, 4, 5 or 6"),
    ("tier = 1", "", 1, "the key 'tier' is missing"),
    ("tier = 1", "tier = 1\nlink = 'x'", 7, "unknown key 'link', did you mean 'url'?"),
    ("tier = 1", "tier = 1\nintervall = '1h'", 7, "unknown key 'intervall', did you mean 'interval'?"),
    (
        "tier = 1",
        "tier = 1\ninterval = '1x'",
        7,
        "'interval': '1x' is not a duration; write one such as '30m', '1h30m' or '2d'",
    ),
    ("tier = 1", "tier = 1\ninterval = 3600", 7, "'interval': '3600' is not a duration"),
    ("tier = 1", "tier = 1\ninterval = '10s'", 7, "'interval' must be from 1m to 60d"),
    ("tier = 1", "tier = 1\ninterval = '99999999999999999w'", 7, "'interval': '99999999999999999w' is too long"),
    ("tier = 1", "tier = 1\nzone = 'Asia/Tokio'", 7, "no IANA time zone, did you mean 'Asia/Tokyo'?"),
    ("tier = 1", "tier = 1\nzone = 'JST'", 7, "'JST' is no IANA time zone, did you mean 'Asia/Tokyo'?"),
    (
        "tier = 1",
        "tier = 1\nenabled = 'yes'",
        7,
        "'enabled' must be true or false, without quotes, not text in quotes",
    ),
    ("tier = 1", "tier = 1\nlanguage = 'japanese'", 7, "'language' has not the right form"),
    ("tier = 1", "tier = 1\nheaders = { A = 1 }", 7, "'headers.A' must be text in quotes, or a secret"),
    (
        "tier = 1",
        "tier = 1\nheaders = { A = { env = 'NO' } }",
        7,
        "'headers.A': the environment variable NO is not set",
    ),
    ("tier = 1", 'tier = 1\nheaders = { A = "a\\nb" }', 7, "'headers.A' must be one line"),
    ("tier = 1", "tier = 1\noptions = 3", 7, "'options' must be a table, not a number"),
    ("tier = 1", "tier = 1\noptions = { page = 2 }", 7, "unknown key 'page', did you mean 'pages'?"),
    ("tier = 1", "tier = 1\n[source.options]\n\npages = 10", 9, "'pages' must be at most 9"),
    ("https://ministry.example.org/news.rdf", "ftp://ministry.example.org/", 5, "'url' must begin with https://"),
    ("https://ministry.example.org/news.rdf", "file:///etc/passwd", 5, "'url' must begin with https://"),
    ("https://ministry.example.org/news.rdf", "https://", 5, "the host is missing"),
    ("https://ministry.example.org/news.rdf", "https://[::1", 5, "'url' is not an address"),
    ("https://ministry.example.org/news.rdf", "https://example.org:99999/", 5, "'url' is not an address"),
    (
        "https://ministry.example.org/news.rdf",
        "https://a:b@example.org/",
        5,
        "'url' must hold no user name or password",
    ),
    ("https://ministry.example.org/news.rdf", "https://example.org/a b", 5, "it holds a space"),
    ('"plain"', '"plane"', 4, "unknown source kind 'plane', did you mean 'plain'?"),
    ('"plain"', '"xyz"', 4, "unknown source kind 'xyz'; known are plain, picky"),
    ('"plain"', "3", 4, "'kind' must be text in quotes, not a number"),
    ('"plain"', '"picky"', 1, "the key 'item' is missing"),
    ('"Ministry"', '""', 3, "'name' must not be empty"),
    ('"Ministry"', '"Min\\nistry"', 3, "'name' must be one line"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), SOURCE_PROBLEMS)
def test_each_fault_of_a_source_is_told_with_its_line(
    write: Write, old: str, new: str, line: int, message: str
) -> None:
    assert old in SOURCE
    (problem,) = complaints(write(sources=SOURCE.replace(old, new)))
    assert problem.startswith(f"config/sources.toml:{line}: source 'ministry': ")
    assert message in problem


PICKY = SOURCE.replace('"plain"', '"picky"')
OPTION_PROBLEMS = [
    ('item = "[["', 9, "'item' is no CSS selector"),
    ('item = "li"\ncolumns = ["a"]', 10, "'columns[1]' must be a table, not text in quotes"),
    (
        'item = "li"\ncolumns = [\n  { name = "a" },\n  { name = "b", numric = true },\n]',
        12,
        "unknown key 'numric', did you mean 'numeric'?",
    ),
    ('item = "li"\nsize = "some"', 10, "'size' must be a whole number, without quotes, not text in quotes"),
    ('item = "li"\nwait = "soon"', 10, "'wait': 'soon' is not a duration"),
    ('item = "li"\nat = "8 am"', 10, "'at': '8 am' is not a time of day; write it as '08:00'"),
    ('item = "li"\nparams = { a = 1 }', 10, "must be text in quotes, not a number"),
    ('item = "li"\nkey = "canary-secret"', 10, "'key': a secret is written { env = \"NAME\" } or"),
    ('item = "li"\nkey = { env = "A", file = "b" }', 10, "'key': a secret is written"),
    ('item = "li"\nkey = { env = "MISSING" }', 10, "'key': the environment variable MISSING is not set"),
]


@pytest.mark.parametrize(("options", "line", "message"), OPTION_PROBLEMS)
def test_each_fault_of_a_kinds_options_is_told_with_its_line(
    write: Write, options: str, line: int, message: str
) -> None:
    problems = complaints(write(sources=f"{PICKY}\n[source.options]\n{options}\n"))
    (problem,) = problems
    assert problem.startswith(f"config/sources.toml:{line}: source 'ministry': ")
    assert message in problem
    assert "canary" not in "\n".join(problems)


NOTED = "\n[[subject]]\nid = 'x'\nkind = 'product'\nname = 'X'\nnames = ['X']\n[subject.notes]\n"


def test_a_products_notes_are_read_by_flag_and_language(write: Write) -> None:
    home = write(
        terms=TERMS + NOTED + 'F-SAFE = { en = "12 treated.", ja = "12例。" }\nF-HYPE = { en = "Calm." }\n'
    )
    notes = next(one for one in loaded(home).subjects if one.subject_id == "x").notes
    assert notes == (Note(flag="F-SAFE", en="12 treated.", ja="12例。"), Note(flag="F-HYPE", en="Calm."))


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("F-SAVE = { en = 'x' }", "did you mean 'F-SAFE'?"),
        ("F-SAFE = { ja = 'x' }", "the key 'notes.F-SAFE.en' is missing"),
        ("F-SAFE = { en = 'x', de = 'x' }", "unknown key 'de'"),
    ],
)
def test_a_note_of_no_flag_or_language_is_told(write: Write, note: str, message: str) -> None:
    (problem,) = complaints(write(terms=TERMS + NOTED + note + "\n"))
    assert problem.startswith("config/terms.toml:")
    assert "subject 'x'" in problem
    assert message in problem


TERM_PROBLEMS = [
    ("alias = ['x']", 11, "term 'reheart': unknown key 'alias', did you mean 'any'?"),
    ("any = 'x'", 11, "term 'reheart': 'any' must be a list in brackets, not text in quotes"),
    ("any = [\n  'x',\n  3,\n]", 13, "term 'reheart': 'any[2]' must be text in quotes, not a number"),
    ("regex = '(a'", 11, "term 'reheart': 'regex' is not an expression in RE2 syntax: missing )"),
    ("regex = '(?=a)'", 11, "term 'reheart': 'regex' is not an expression in RE2 syntax"),
    (
        "severity = 'hihg'",
        11,
        "'severity' must be 'critical', 'high', 'medium', 'low' or 'log', did you mean 'high'?",
    ),
    ("sources = ['mnistry']", 11, "'sources' names the unknown source 'mnistry', did you mean 'ministry'?"),
    ("tiers = [0]", 11, "'tiers[1]' must be 1, 2, 3, 4, 5 or 6"),
    ("near = [{ a = ['x'], b = ['y'], whitin = 3 }]", 11, "unknown key 'whitin', did you mean 'within'?"),
    ("near = [{ a = ['x'], b = [] }]", 11, "'near[1].b' must not be empty"),
    ("fields = ['titel']", 11, "'fields[1]' must be 'title' or 'text', did you mean 'title'?"),
    ("[[term]]\nid = 'reheart'\nlabel = 'again'\nany = ['x']", 12, "the id is taken already, in line 8"),
    ("[[term]]\nid = 'empty'\nlabel = 'empty'", 11, "has nothing to look for: give it words in `any`"),
    ("[[term]]\nid = 'No Id'\nlabel = 'x'\nany = ['x']", 12, "'No Id' is not an id: use small letters"),
    ("[[term]]\nlabel = 'x'\nany = ['x']", 11, "term number 2: the key 'id' is missing"),
    (
        "[[term]]\nid = 'x'\nlabel = 'x'\nsubject = 'rehart'",
        14,
        "the unknown subject 'rehart', did you mean 'reheart'?",
    ),
    ("[[subject]]\nid = 'x'\nkind = 'drug'\nname = 'x'\nnames = []", 13, "'kind' must be 'product', 'company'"),
    (
        "[[subject]]\nid = 'x'\nkind = 'product'\nname = 'x'\nnames = []\ncompany = 'y'",
        16,
        "the unknown subject 'y'",
    ),
    ("[[question]]\nid = 'x'\ntext = 'x?'\nsubject = 'y'", 14, "question 'x': 'subject' names the unknown subject"),
    ("[[question]]\nid = 'x'\ntext = 'x?'\nopened = '2026'", 14, "'opened' must be a date without quotes"),
    ("[[terms]]\nid = 'x'", 11, "unknown table 'terms', did you mean 'term'?"),
]


@pytest.mark.parametrize(("more", "line", "message"), TERM_PROBLEMS)
def test_each_fault_of_the_terms_is_told_with_its_line(write: Write, more: str, line: int, message: str) -> None:
    (problem,) = complaints(write(terms=f"{TERMS}{more}\n"))
    assert problem.startswith(f"config/terms.toml:{line}: ")
    assert message in problem


MAIN_PROBLEMS = [
    ("[pollling]\n", 11, "unknown table 'pollling', did you mean 'polling'?"),
    ("[[digest]]\nid = 'daily'\nchannels = ['shelf']", 12, "digest 'daily': the id is taken already, in line 9"),
    ("[[digest]]\nid = 'x'\nchannels = ['shelve']", 13, "the unknown channel 'shelve', did you mean 'shelf'?"),
    ("[[digest]]\nid = 'x'\nchannels = []", 13, "digest 'x': 'channels' must not be empty"),
    ("[[digest]]\nid = 'x'\nchannels = ['shelf']\nat = '25:00'", 14, "'25:00' is not a time of day"),
    ("[[digest]]\nid = 'x'\nchannels = ['shelf']\ntime = '08:00'", 14, "unknown key 'time', did you mean 'at'?"),
    ("[[digest]]\nid = 'x'\nchannels = ['shelf']\ndays = ['monday']", 14, "'days[1]' must be 'mon', 'tue'"),
    (
        "[[digest]]\nid = 'x'\nchannels = ['shelf']\nzone = 'Tokyo'",
        14,
        "no IANA time zone, did you mean 'Asia/Tokyo'?",
    ),
    ("[[digest]]\nid = 'x'\nchannels = ['shelf']\nlanguage = 'de'", 14, "'language' must be 'en' or 'ja'"),
    ("[[channel]]\nid = 'x'\nkind = 'psot'", 13, "unknown channel kind 'psot', did you mean 'post'?"),
    ("[[channel]]\nid = 'x'\nkind = 'shelf'\npage = 1", 14, "unknown key 'page', did you mean 'pages'?"),
]


@pytest.mark.parametrize(("more", "line", "message"), MAIN_PROBLEMS)
def test_each_fault_of_the_main_file_is_told_with_its_line(
    write: Write, more: str, line: int, message: str
) -> None:
    (problem,) = complaints(write(ipscwatch=f"{MAIN}{more}\n"))
    assert problem.startswith(f"config/ipscwatch.toml:{line}: ")
    assert message in problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty; remove it and run «ipscwatch init"),
        ("# nothing yet\n", "is empty; remove it and run «ipscwatch init"),
        ("\x00\x01\x02", "is not TOML here"),
        ('[[source]]\nid = "x\nname = 3', ":2: is not TOML here: illegal character"),
        ("[[source]]\nid = 'x'\nname = [1,\n", ":3: ends too early"),
        ("[[source]]\nid = 'x'\nid = 'y'\n", ":3: is not TOML here: cannot overwrite a value"),
        ("source = 3\n", ":1: 'source' must be a list of tables: write [[source]]"),
        ("[source]\nid = 'x'\n", ":1: 'source' must be a list of tables: write [[source]], with two brackets"),
        ("x = " + "[" * 9999, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_configuration_gets_one_clear_sentence(write: Write, text: str, message: str) -> None:
    problems = complaints(write(sources=text))
    assert len(problems) == 1
    assert problems[0].startswith("config/sources.toml")
    assert message in problems[0]


def test_a_binary_file_and_a_missing_one_say_how_to_get_a_good_one(write: Write) -> None:
    home = write()
    (home / "config" / "sources.toml").write_bytes(b"\xff\xfe\x00\x01binary")
    (home / "config" / "terms.toml").unlink()
    binary, missing = complaints(home)
    assert "is not text in UTF-8" in binary
    assert f"«ipscwatch init {home}»" in binary
    assert (
        missing == f"config/terms.toml: there is no such file; run «ipscwatch init {home}» to write a commented one"
    )


def test_a_home_without_configuration_names_all_three_files(tmp_path: Path) -> None:
    assert [problem.split(":")[0] for problem in complaints(tmp_path)] == [
        "config/ipscwatch.toml",
        "config/sources.toml",
        "config/terms.toml",
    ]


def test_a_folder_in_place_of_a_file_is_a_problem_and_no_crash(write: Write) -> None:
    home = write()
    (home / "config" / "terms.toml").unlink()
    (home / "config" / "terms.toml").mkdir()
    (problem,) = complaints(home)
    assert "cannot be read: Is a directory" in problem


def test_all_problems_of_all_files_come_at_once_in_order(write: Write) -> None:
    home = write(
        ipscwatch=MAIN.replace('["shelf"]', '["shelve"]') + "at = 8\n",
        sources=SOURCE.replace("tier = 1", "tier = 9").replace('"plain"', '"plane"'),
        terms=TERMS.replace('subject = "reheart"', 'subject = "rehart"\nany = 3'),
    )
    assert [problem.rsplit(": ", 2)[0].split(": ")[0] for problem in complaints(home)] == [
        "config/ipscwatch.toml:10",
        "config/ipscwatch.toml:11",
        "config/sources.toml:4",
        "config/sources.toml:6",
        "config/terms.toml:10",
        "config/terms.toml:11",
    ]


def test_a_table_that_is_missing_altogether_is_a_problem(write: Write) -> None:
    home = write(ipscwatch="[polling]\ncontact = 'a'\n", terms="[[question]]\nid = 'x'\ntext = 'x?'\n")
    assert [problem.split(";")[0] for problem in complaints(home)] == [
        "config/ipscwatch.toml: there is no [[channel]] table",
        "config/ipscwatch.toml: there is no [[digest]] table",
        "config/terms.toml: there is no [[term]] table",
    ]


def test_a_right_configuration_becomes_values(write: Write) -> None:
    home = write(
        sources=PICKY
        + """\
interval = "1h30m"
zone = "Asia/Tokyo"
quiet_after = "3d"
headers = { Accept = "text/html", X-Key = { env = "KEY" } }

[source.options]
item = "li"
columns = [{ name = "code" }, { name = "price", numeric = true }]
at = 09:30:00
key = { env = "KEY" }
""",
        terms=TERMS
        + """\
with = ["heart"]
with_for = ["RH"]
with_tiers = [3, 4]
near = [{ a = ["x"], b = ["y"] }]

[[question]]
id = "price"
subject = "reheart"
text = "What does it cost?"
opened = 2026-03-06
""",
    )
    settings = loaded(home, KEY="s3cret")
    (source,) = settings.sources
    assert (source.source_id, source.outlet, source.interval) == ("ministry", "Ministry", timedelta(minutes=90))
    assert (source.quiet_after, source.zone) == (timedelta(days=3), "Asia/Tokyo")
    assert source.headers == {"Accept": "text/html", "X-Key": "s3cret"}
    assert "s3cret" not in repr(settings)
    assert source.options == PickyOptions(
        item="li",
        columns=(Column(name="code"), Column(name="price", numeric=True)),
        at=time(9, 30),
        key=Secret("s3cret"),
    )
    (term,) = settings.terms
    assert (term.cues, term.cues_for, term.cues_tiers) == (("heart",), ("RH",), (3, 4))
    assert term.near[0].a == ("x",)
    assert settings.subjects[0].names == ("ReHeart", "リハート")
    assert settings.questions[0].opened_on == date(2026, 3, 6)
    assert settings.digests[0].channels == ("shelf",)
    assert settings.digests[0].at == time(8, 0)
    assert settings.warnings == ()


def test_a_source_without_an_interval_has_that_of_polling(write: Write) -> None:
    settings = loaded(write(ipscwatch=MAIN.replace("[polling]", "[polling]\ninterval = '3h'")))
    assert settings.sources[0].interval == timedelta(hours=3)


POST = """
[[channel]]
id = "mail"
kind = "post"
to = ["a@example.org"]
password = { file = "secrets/password" }
folder = "letters"
"""


def test_secrets_come_from_a_file_of_their_own_relative_to_the_home(write: Write) -> None:
    home = write(ipscwatch=MAIN.replace('["shelf"]', '["shelf", "mail"]') + POST)
    secret = home / "secrets" / "password"
    secret.parent.mkdir()
    secret.write_text("hunter2\n")
    secret.chmod(0o600)
    options = loaded(home).channels[1].options
    assert options == PostOptions(
        to=("a@example.org",), password=Secret("hunter2"), folder=home / "letters", spool=home / "spool"
    )
    assert "hunter2" not in repr(loaded(home))


@pytest.mark.parametrize(
    ("mode", "content", "message"),
    [
        (0o644, b"hunter2", "can be read or changed by others"),
        (0o620, b"hunter2", "can be read or changed by others"),
        (0o600, b" \n", "is empty"),
        (0o600, b"\xff\xfe", "is not text in UTF-8"),
        (None, b"", "cannot be read: No such file or directory"),
    ],
)
def test_a_secrets_file_that_cannot_be_trusted_is_refused(
    write: Write, mode: int | None, content: bytes, message: str
) -> None:
    home = write(ipscwatch=MAIN.replace('["shelf"]', '["shelf", "mail"]') + POST)
    if mode is not None:
        secret = home / "secrets" / "password"
        secret.parent.mkdir()
        secret.write_bytes(content)
        secret.chmod(mode)
    (problem,) = complaints(home)
    assert problem.startswith("config/ipscwatch.toml:16: channel 'mail': 'password': ")
    assert message in problem
    assert "hunter2" not in problem


def test_a_disabled_channel_needs_no_secret(write: Write) -> None:
    home = write(ipscwatch=MAIN + POST + "enabled = false\n")
    mail = loaded(home).channels[1]
    assert not mail.enabled
    assert isinstance(mail.options, PostOptions)
    assert mail.options.password == Secret("")


def test_a_channels_own_check_is_a_problem_of_the_table(write: Write) -> None:
    home = write(ipscwatch=MAIN + POST.replace('["a@example.org"]', "[]") + "enabled = false\n")
    (problem,) = complaints(home)
    assert problem == "config/ipscwatch.toml:12: channel 'mail': to must name at least one recipient"


WARNINGS = [
    ("ipscwatch", MAIN.replace('"watch@example.org"', '""'), 2, "[polling]: `contact` is empty"),
    ("ipscwatch", MAIN + "[[channel]]\nid = 'idle'\nkind = 'shelf'\n", 12, "channel 'idle': no digest names it"),
    (
        "ipscwatch",
        MAIN.replace('kind = "shelf"', 'kind = "shelf"\nenabled = false'),
        11,
        "so that it goes to nobody",
    ),
    ("sources", SOURCE + "robots = false\n", 7, "source 'ministry': robots.txt is not obeyed"),
    ("sources", SOURCE + "allow_private = true\n", 7, "source 'ministry': it may be on a private address"),
    ("sources", SOURCE + "enabled = false\n", 7, "source 'ministry': it is disabled; say why in `reason`"),
    ("sources", SOURCE + "topic = 'feild'\n", 7, "no term has the topic 'feild', did you mean 'field'?"),
]


@pytest.mark.parametrize(("stem", "text", "line", "message"), WARNINGS)
def test_what_is_odd_but_can_run_is_a_warning(write: Write, stem: str, text: str, line: int, message: str) -> None:
    (warning,) = loaded(write(**{stem: text})).warnings
    assert (Path(warning.path).name, warning.line, warning.warning) == (f"{stem}.toml", line, True)
    assert message in warning.message


def test_two_sources_at_one_address_are_each_warned_of(write: Write) -> None:
    settings = loaded(write(sources=SOURCE + SOURCE.replace('"ministry"', '"twin"')))
    assert [warning.line for warning in settings.warnings] == [5, 11]


def test_a_configuration_can_be_saved_with_a_byte_order_mark_and_windows_lines(write: Write) -> None:
    home = write()
    path = home / "config" / "sources.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("tier = 1", "tier = 9").replace("\n", "\r\n").encode())
    (problem,) = complaints(home)
    assert problem.startswith("config/sources.toml:6: ")


def test_problems_are_one_error_with_exit_code_two(write: Write) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(write(sources=SOURCE.replace("tier = 1", "tier = 9")))
    assert caught.value.exit_code == 2
