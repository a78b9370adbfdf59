"""The site in one WSGI server with a Flask application, each below its own address.

    python examples/beside_flask.py          then open http://127.0.0.1:7002/

The two share nothing but the server: whatever speaks WSGI (Django, Bottle, a static site) can stand where
Flask stands here.
"""

from typing import Any
from wsgiref.types import WSGIApplication

from flask import Flask, request
from waitress import serve
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import complaints_web

portal = Flask(__name__)


@portal.get("/")
def news() -> str:
    """The first page of the portal."""
    return f"<h1>The portal</h1><p><a href='{request.script_root}/complaints/'>Complain</a></p>"


# This part stands in the README.
def main(**settings: Any) -> WSGIApplication:
    """The portal, and the complaints mounted below /complaints."""
    return DispatcherMiddleware(portal, {"/complaints": complaints_web.main({}, **settings)})


# End of that part.


if __name__ == "__main__":
    at_once = {"complaints.store": "memory", "complaints.sms.inline": "true"}  # SMS come to the terminal
    serve(main(**at_once), listen="127.0.0.1:7002")
