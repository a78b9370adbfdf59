#!/bin/sh
# The command, given as the site itself would give it: as its user, with its settings and its secrets. So nothing in the
# database belongs to root afterwards. Put it where root finds it, as /usr/local/sbin/complaints; then, as root:
#     complaints doctor
set -a
. "${COMPLAINTS_SECRETS:-/etc/complaints/secrets.env}"
set +a
umask 077
exec runuser -u complaints -- /opt/complaints/.venv/bin/complaints /etc/complaints/production.ini "$@"
