"""tuinews: a terminal news reader that reads for people and what they said."""

__version__ = "0.1.0"
