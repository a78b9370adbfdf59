"""gunicorn for several processes on one PostgreSQL:

gunicorn -c deploy/gunicorn.conf.py 'complaints_web.wsgi:application()'

COMPLAINTS_INI names the settings; the messages are sent by `complaints INI worker`, a process of its own.
"""

import os

bind = os.environ.get("COMPLAINTS_BIND", "127.0.0.1:6543")
workers = int(os.environ.get("COMPLAINTS_PROCESSES", "2"))
worker_class = "gthread"
threads = 8  # twice complaints.threads: the others wait, or are asked to come again
graceful_timeout = 30  # on SIGTERM whoever is being served gets his answer
timeout = 60
forwarded_allow_ips = "127.0.0.1"  # nginx on this machine says who asks and that it was HTTPS
accesslog = None  # its lines would hold addresses; the site writes its own, see complaints.log
control_socket_disable = True  # it would lie in a home, and the user of the site has none
