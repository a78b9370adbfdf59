"""Templates that are compiled once for all sites of a run, so that each test can have a site of its own."""

from types import CodeType
from typing import Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Keeps what templates were compiled to, each language apart: its sentences are compiled in."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Answer what is kept of a template in the language of an environment."""
        language: Any = environment.globals["language"]
        bucket = Bucket(environment, f"{language.code} {filename}", self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if anything is."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES: dict[str, Any] = {"complaints.jinja2.bytecode_caching": Compiled()}
"""A setting for every site of the run."""
