"""docs/channels.md is true: its examples load and run, and it names every kind with each of its options."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from ipscwatch import channels, config, sources
from ipscwatch.channels.webhook import signed
from ipscwatch.model.settings import Secret

PAGE = (Path(__file__).parents[2] / "docs" / "channels.md").read_text(encoding="utf-8")
KEY = base64.b64encode(bytes(32)).decode()


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


class Environ(dict[str, str]):
    """Every variable is set: a key's to a key, any other to an address of Slack's."""

    def __missing__(self, name: str) -> str:
        return KEY if name.endswith("KEY") else "https://hooks.slack.com/services/x"

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401, ARG002 - as dict has it
        return self[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


@pytest.mark.parametrize("example", examples("toml"))
def test_every_example_can_be_configured(tmp_path: Path, example: str) -> None:
    config.init(tmp_path)
    path = tmp_path / "config" / "ipscwatch.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{example}", encoding="utf-8")
    environ: Mapping[str, str] = Environ()
    loaded = config.load(tmp_path, kinds=sources.kinds(), channels=channels.kinds(), environ=environ)
    assert f'id = "{loaded.channels[-1].channel_id}"' in example


def test_every_kind_and_each_of_its_options_is_explained() -> None:
    for name, kind in channels.kinds().items():
        assert f"| `{name}` |" in PAGE
        options = {field.name for field in fields(kind.options)}
        section = PAGE.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert {option for option in options if f"`{option}`" not in section} == set(), name


def test_the_receiver_in_the_page_takes_what_is_ours_and_nothing_else() -> None:
    (example,) = examples("python")
    names: dict[str, Any] = {}
    exec(example, names)
    is_ours, now, body = names["is_ours"], int(time.time()), b'{"a":1}'
    headers = signed(body, "daily.hook.all.1", now, Secret(KEY))
    assert is_ours(headers, body, KEY)
    assert not is_ours(headers, b'{"a":2}', KEY)
    assert not is_ours(headers, body, base64.b64encode(b"x" * 32).decode())
    assert not is_ours({**headers, "webhook-id": "another"}, body, KEY)
    old = signed(body, "daily.hook.all.1", now - 600, Secret(KEY))
    assert not is_ours(old, body, KEY)
