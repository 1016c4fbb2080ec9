#!/usr/bin/env bash
# start.sh PORT MODELS. Debian: apt install gunicorn python3-flask python3-torch python3-onnx
set -euo pipefail
models=$(realpath "$2")
cd "$(dirname "${BASH_SOURCE[0]}")"
export MODELS=$models OMP_NUM_THREADS=1
exec gunicorn --workers 2 --bind "127.0.0.1:$1" --log-level error app:app
