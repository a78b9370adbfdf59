#!/bin/sh
# Installs Debian's Chromium for the tests that look at pages, where that can be done; else says so and goes on.
command -v chromium >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "No Chromium here: the browser tests will be skipped. Install the package 'chromium' to run them."
