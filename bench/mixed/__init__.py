"""Everybody writes at once: citizens file, experts take, refer and answer, each again as soon as he has his
answer. Nobody may be told of a conflict between people who have nothing to do with each other.

    python -m bench.mixed --store postgres
"""
