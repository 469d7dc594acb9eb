# shellcheck shell=bash
# Sourced: runs every step, times it, and fails at the end naming all that failed, not the first alone.

failed_steps=()

# step NAME COMMAND… : the command's whole output is shown, so that a log alone tells what went wrong.
step() {
  local name=$1 started=$SECONDS
  shift
  say "$name"
  if "$@"; then
    say "$name: đạt ($((SECONDS - started)) giây)"
  else
    say "$name: KHÔNG ĐẠT ($((SECONDS - started)) giây)"
    failed_steps+=("$name")
  fi
}

finish() {
  [ ${#failed_steps[@]} -eq 0 ] && return
  fail "${#failed_steps[@]} bước không đạt:" "${failed_steps[@]}"
}
