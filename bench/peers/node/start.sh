#!/usr/bin/env bash
# start.sh PORT MODELS. Fetches onnxruntime-node with npm the first time, without its downloads for GPUs.
set -euo pipefail
models=$(realpath "$2")
cd "$(dirname "${BASH_SOURCE[0]}")"
[ -d node_modules/onnxruntime-node ] || ONNXRUNTIME_NODE_INSTALL=skip npm ci --no-audit --no-fund --silent >&2
exec node server.js "$1" "$models"
