"""A list of feeds without the names and passwords that its addresses hold, wherever in it an address stands."""

from __future__ import annotations

from tuinews.model.subscriptions import Element, SubscriptionList
from tuinews.web_address import without_login

Attributes = tuple[tuple[str, str], ...]


def bare(whole: SubscriptionList) -> SubscriptionList:
    """Return a list whose addresses hold no names and passwords."""
    return whole._replace(
        subscriptions=tuple(
            one._replace(
                url=without_login(one.url),
                site_url=without_login(one.site_url),
                attributes=_attributes(one.attributes),
                content=_elements(one.content),
            )
            for one in whole.subscriptions
        ),
        folders=tuple(one._replace(attributes=_attributes(one.attributes)) for one in whole.folders),
        others=tuple(
            one._replace(
                url=without_login(one.url), attributes=_attributes(one.attributes), content=_elements(one.content)
            )
            for one in whole.others
        ),
    )


def logins(whole: SubscriptionList) -> int:
    """Return how many feeds and other outlines have an address that holds a name or a password."""
    plain = bare(whole)
    return sum(one != other for one, other in zip(whole.subscriptions, plain.subscriptions, strict=True)) + sum(
        one != other for one, other in zip(whole.others, plain.others, strict=True) if not one.url
    )


def _attributes(attributes: Attributes) -> Attributes:
    return tuple((name, without_login(value)) for name, value in attributes)


def _elements(content: tuple[Element, ...]) -> tuple[Element, ...]:
    return tuple(_element(one) for one in content)


def _element(element: Element) -> Element:
    inside = tuple(_element(part) if isinstance(part, Element) else part for part in element.content)
    return element._replace(attributes=_attributes(element.attributes), content=inside)
