"""A signpost: everything about the distribution stands in pyproject.toml."""

from setuptools import setup

setup()
