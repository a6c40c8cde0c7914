#!/usr/bin/env bash
# real-python.sh [REQUIREMENTS [OPTION...]]: puts what tests need of PyPI into a virtual environment of its own and prints its folder of
# programs. PYTHON: the interpreter it is made with, python3 unless said. Named by its requirements, so another set makes another folder;
# may run many times and at once.
set -euo pipefail
requirements=${1:-$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)/test/real/requirements.txt}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/groundplane
python=${PYTHON:-python3}
key=$(sha256sum "$requirements" | cut -c1-12)-$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
home=$cache/python-$key
if [ ! -e "$home/ready" ]; then
  mkdir -p "$cache"
  exec 9>"$home.lock"
  flock 9
  if [ ! -e "$home/ready" ]; then
    "$python" -m venv --clear "$home" >&2
    "$home/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" "${@:2}" >&2
    touch "$home/ready"
  fi
fi
printf '%s\n' "$home/bin"
