"""Desks: the use cases, one façade for each kind of person. Every refusal is a class of `interfaces.errors`.

A desk takes its collaborators as plain arguments and commits nothing: the caller owns the transaction.
"""
