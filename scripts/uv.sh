# shellcheck shell=bash
# Sourced: installs Python packages into one of the project's environments with the uv of .venv.

# install_into ENVIRONMENT ARGUMENTS… : uv pip ARGUMENTS, for that environment.
install_into() {
  local environment=$1 index
  shift
  # uv does not read pip's settings: where the machine has its own package index, hand it over.
  if [ -z "${UV_DEFAULT_INDEX:-}" ] && index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null); then
    export UV_DEFAULT_INDEX=$index
  fi
  VIRTUAL_ENV=$PWD/$environment UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180} .venv/bin/uv pip "$@"
}
