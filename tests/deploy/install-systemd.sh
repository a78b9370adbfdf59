#!/bin/sh
# Installs Debian's systemd for the test of deploy/systemd, where that can be done; else says so and goes on.
command -v systemd-analyze >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing systemd for the test of deploy/systemd ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends systemd >/dev/null && exit 0
fi
echo "No systemd-analyze here: the test of deploy/systemd will fail in CI, and be skipped elsewhere. Install 'systemd' to run it."
