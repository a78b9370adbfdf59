"""The stores in a ZODB: a FileStorage by default, PostgreSQL (RelStorage) by another URI.

Read `site` for what is kept where, `stores` for how a request gets its stores, `database` for opening. The
structures were chosen by measurement: where strangers write at the same moment there is no tree that could
split, only buckets, counters and citizen records, whose changes the database merges by itself.

A class that is `Persistent` is named with its module in every database, and so stays where it is.
"""
