#!/bin/sh
# Installs Debian's nginx for the test of deploy/nginx, where that can be done; else says so and goes on.
command -v nginx >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing nginx for the test of deploy/nginx ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null && exit 0
fi
echo "No nginx here: the test of deploy/nginx will fail in CI, and be skipped elsewhere. Install 'nginx' to run it."
