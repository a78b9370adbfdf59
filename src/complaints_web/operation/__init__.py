"""What the site does for those who run it: it counts, tells its log and how it stands, and sheds what is too
much.

Read `including` for what every request meets of this, `meters` and `metrics` for what is counted, `overload`
for what is shed.
"""
