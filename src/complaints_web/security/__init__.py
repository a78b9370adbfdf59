"""Who is signed in, and what is asked of everybody else: sessions, the two logins, limits by address, and a
note of what was refused.

Citizens and staff sign in by keys of their own, so that neither login opens the other's pages.
"""
