"""A product's generic name and its price-list code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ipscwatch.model.ledger import Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.wordings import generic

_INN_CUE = Expression(
    r"一般名|一般的名称|国際一般名|일반명|成分名|\bgeneric name\b|\bINN\b|\bnon-?proprietary name\b"
    r"|\balso known as\b"
    r"|\bknown (?:generically )?as\b|\bnamed\b|[(（「、,‘]\s?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\W{0,2}(?:INN|一般名|generic name)", re.IGNORECASE)
"""After a name: that it is called the generic one."""
_BRACKETED = re.compile(r" \((?:sold as |marketed as )?([\w-]+)[®™]?[),;]")
_CODE = Expression(r"(?<![0-9A-Za-z])\d{7}[A-Z]\d{4}(?![0-9A-Za-z])")


@lru_cache(maxsize=4)
def _generics(subjects: tuple[Subject, ...]) -> Mapping[str, tuple[str, tuple[str, ...], frozenset[str]]]:
    """Return by product its generic name, all the forms of it, and its names in lower case."""
    found = {one.subject_id: (generic(one), one.names) for one in subjects if one.kind == "product"}
    return {
        product: (*known, frozenset(name.lower() for name in names))
        for product, (known, names) in found.items()
        if known is not None
    }


def _extract(passages: Passages) -> Iterator[Finding]:
    names = _generics(passages.subjects)
    coded = _CODE.search(passages.text) is not None
    for sentence in passages.sentences:
        yield from _inn(sentence, names)
        if coded:
            yield from _code(passages, sentence)


def _inn(sentence: Sentence, names: Mapping[str, tuple[str, tuple[str, ...], frozenset[str]]]) -> Iterator[Finding]:
    """Yield the generic name where the sentence calls it that, in one of its forms."""
    for group in sentence.groups:
        known = names.get(group.owners[0]) if len(group.owners) == 1 else None
        latin, forms, brands = known or ("", (), frozenset())
        for name in forms:
            match = re.search(re.escape(name), sentence.text, re.IGNORECASE)
            if match and _is_called(sentence.text, match, brands):
                yield _finding(sentence, group.owners, "inn", latin, match.span())


def _is_called(text: str, match: re.Match[str], brands: frozenset[str]) -> bool:
    """Say whether the words beside a name call it the generic one, or the brand stands behind it in brackets."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 16]
    branded = _BRACKETED.match(text, match.end())
    if branded is not None and branded[1].lower() in brands:
        return True
    return bool(_INN_CUE.search(before) or _CALLED.match(after))


def _code(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in sentence.finditer(_CODE):
        (owners,) = owners_of(
            sentence, [(sentence.start + match.start(), sentence.start + match.end())], passages.text
        )
        if len(owners) == 1:
            yield _finding(sentence, owners, "listing_code", match[0], match.span())


def _finding(
    sentence: Sentence, owners: tuple[str, ...], attribute: str, text: str, span: tuple[int, int]
) -> Finding:
    return Finding(
        owners=owners,
        attribute=attribute,
        value=Value(text=text),
        start=sentence.start + span[0],
        end=sentence.start + span[1],
    )


EXTRACTOR = Extractor(name="identities", version=3, attributes=("inn", "listing_code"), extract=_extract)
