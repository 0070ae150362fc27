"""Content codings are undone whatever way they arrive, and only within bounds."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.fetch.body import Body
from ipscwatch.fetch.faults import Fault

LIMIT = 1 << 20


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "utf-8": bytes,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    "deflate ": raw_deflate,
}


def undone(coding: str, pieces: Iterable[bytes], limit: int = LIMIT) -> bytes:
    body = Body(coding, limit=limit, whose="it")
    for piece in pieces:
        body.add(piece)
    return body.end()


def cut(content: bytes, seed: int) -> list[bytes]:
    """Cut into pieces of random lengths, empty ones among them."""
    draw = random.Random(seed)
    places = sorted(draw.choices(range(len(content) + 1), k=draw.randrange(8)))
    return [content[a:b] for a, b in zip([0, *places], [*places, len(content)], strict=True)]


@given(content=st.binary(max_size=2000), coding=st.sampled_from(sorted(PACK)), seed=st.integers(0, 1000))
def test_a_body_comes_out_as_it_went_in_however_it_is_cut(content: bytes, coding: str, seed: int) -> None:
    assert undone(coding, cut(PACK[coding](content), seed)) == content


@given(parts=st.lists(st.binary(max_size=300), min_size=1, max_size=5), seed=st.integers(0, 1000))
def test_gzip_may_have_several_members(parts: list[bytes], seed: int) -> None:
    packed = b"".join(map(gzip.compress, parts))
    assert undone("gzip", cut(packed, seed)) == b"".join(parts)
    assert undone("gzip", [packed[i : i + 1] for i in range(len(packed))]) == b"".join(parts)


@given(content=st.binary(min_size=1, max_size=500), share=st.floats(0, 1, exclude_max=True))
def test_a_compressed_body_that_stops_short_is_refused(content: bytes, share: float) -> None:
    packed = gzip.compress(content)
    part = packed[: int(len(packed) * share)]
    if part:
        with pytest.raises(Fault, match="only part"):
            undone("gzip", [part])


@pytest.mark.parametrize("padding", [b"\0" * 100, b"junk", b"\x1f", b"\x1fjunk"])
def test_padding_behind_the_end_is_passed_over(padding: bytes) -> None:
    assert undone("gzip", [gzip.compress(b"news"), padding]) == b"news"


def test_no_body_at_all_is_empty_even_where_a_coding_is_announced() -> None:
    assert undone("gzip", []) == b""


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip,deflate", "compress", "x" * 1000])
def test_other_codings_are_refused_by_name(coding: str) -> None:
    with pytest.raises(Fault, match=f"in the coding '{coding[:40]}'") as caught:
        undone(coding, [b"x"])
    assert not caught.value.transient
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_something_else_than_announced_is_refused(coding: str) -> None:
    with pytest.raises(Fault, match=f"something else than the {coding}"):
        undone(coding, [b"<html>no compression here</html>"])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate ", ""])
def test_more_than_the_limit_is_refused_and_the_limit_itself_is_not(coding: str) -> None:
    assert len(undone(coding, [PACK[coding](bytes(LIMIT))])) == LIMIT
    with pytest.raises(Fault, match="more than 1 MiB"):
        undone(coding, [PACK[coding](bytes(LIMIT + 1))])


def test_a_compression_that_ends_near_the_end_of_a_piece_is_whole() -> None:
    for size in range(1 << 18, (1 << 18) + 300):
        assert undone("deflate", [raw_deflate(bytes(size))]) == bytes(size)


def test_a_bomb_inside_a_bomb_is_only_bytes() -> None:
    inner = gzip.compress(bytes(LIMIT * 4))
    assert undone("gzip", [gzip.compress(inner)]) == inner


def test_thousands_of_members_are_refused() -> None:
    with pytest.raises(Fault, match="1000 parts"):
        undone("gzip", [gzip.compress(b"") * 1500])


@given(content=st.binary(max_size=500), seed=st.integers(0, 1000))
def test_gzip_that_nobody_announced_is_undone_however_it_is_cut(content: bytes, seed: int) -> None:
    assert undone("", cut(gzip.compress(content), seed)) == content


@pytest.mark.parametrize("start", [b"", b"\x1f", b"\x1f\x8b", b"\x1f\x8b\x00", b"PK\x03\x04"])
def test_what_only_begins_like_gzip_stays_what_it_is(start: bytes) -> None:
    assert undone("", [start[:1], start[1:]]) == start


def test_gzip_that_nobody_announced_is_bounded_too() -> None:
    with pytest.raises(Fault, match="more than 1 MiB"):
        undone("", [gzip.compress(bytes(LIMIT + 1))])
    with pytest.raises(Fault, match="only part"):
        undone("", [gzip.compress(b"some words")[:-3]])
