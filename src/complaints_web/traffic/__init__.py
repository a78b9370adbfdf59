"""What passes between browsers and pages, whatever page it is: forms come in here, files and headers go out.

Read `including` for the order in which a request meets these.
"""
