"""Backups: made while people file, complete or not there at all, and put back into an empty store only.

Read `keeper` for how one is made and put back, `manifest` for what a folder must hold to be one. `file_copy`
and `dump` copy what is in a file and on a server, `sealing` locks the files of a copy with a key.
"""
