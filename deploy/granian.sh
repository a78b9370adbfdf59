#!/bin/sh
# granian for several processes on one PostgreSQL; COMPLAINTS_INI names the settings.
# Connections beyond the backpressure wait in the kernel, so that a crowd takes no memory here.
exec granian --interface wsgi --factory --host "${COMPLAINTS_HOST:-127.0.0.1}" --port "${COMPLAINTS_PORT:-6543}" \
    --workers "${COMPLAINTS_PROCESSES:-2}" --blocking-threads 4 --backpressure 64 --workers-kill-timeout 30 \
    --no-ws complaints_web.wsgi:application
