#!/bin/sh
# Runs Dialtone on the Node.js that it brings along.
exec /usr/lib/dialtone/node /usr/lib/dialtone/app/bin/dialtone.js "$@"
