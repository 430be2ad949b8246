"""What a page says of its article in JSON-LD. https://schema.org/NewsArticle"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

_LONGEST: Final = 1_000_000
_MAX_NODES: Final = 2_000
_PAGE_TYPES: Final = ("WebPage", "ClaimReview")
ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Report")


def read_nodes(scripts: Iterable[str]) -> list[Mapping[str, Any]]:
    """Return the things that the scripts describe, in their order, outer ones first."""
    return [node for script in scripts for node in _nodes(_load(script))]


def find_article(nodes: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the properties of the first article among things, none when there is no such."""
    best: Mapping[str, Any] = {}
    for node in nodes:
        kinds = told_list(node.get("@type"))
        # "ReportageNewsArticle", "LiveBlogPosting" and the like are articles too.
        if any(kind.endswith(ARTICLE_TYPES) for kind in kinds) and (node.get("headline") or node.get("name")):
            return node
        if not best and any(kind.endswith(_PAGE_TYPES) for kind in kinds) and node.get("datePublished"):
            best = node
    return best


def told_types(nodes: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what kinds of things there are, each once."""
    return tuple(dict.fromkeys(kind for node in nodes for kind in told_list(node.get("@type"))))


def is_paid(nodes: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether a thing, or a part of one, has to be paid for. https://schema.org/isAccessibleForFree"""
    for node in nodes:
        parts = node.get("hasPart")
        for thing in (node, *(parts if isinstance(parts, list) else [parts])):
            if isinstance(thing, dict) and str(thing.get("isAccessibleForFree")).rpartition("/")[2].lower() == "false":
                return True
    return False


def told_list(value: object) -> list[str]:
    """Return the strings of a property that may be one, or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def told_names(value: object) -> list[str]:
    """Return the names of a property that may be a string, a thing with a name, or a list of both."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        names += told_list(name)
    return names


def told_address(value: object) -> str:
    """Return the first address of a property that may be a string, a thing with a URL, or a list of both."""
    for item in value if isinstance(value, list) else [value]:
        address = (item.get("url") or item.get("@id")) if isinstance(item, dict) else item
        if isinstance(address, list):
            address = next(iter(address), "")
        if isinstance(address, str) and address:
            return address
    return ""


def told_text(told: Mapping[str, Any], key: str) -> str:
    """Return a property that is a string, "" for all else."""
    return next(iter(told_list(told.get(key))), "")


def _load(script: str) -> object:
    try:
        # Line breaks inside strings are frequent and harmless.
        return json.loads(script.strip(" \t\r\n;"), strict=False) if len(script) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None


def _nodes(told: object) -> Iterator[Mapping[str, Any]]:
    """Return the objects of a JSON-LD script, outer ones first."""
    waiting = [told]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
