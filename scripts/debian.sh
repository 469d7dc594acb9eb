# shellcheck shell=bash
# Sourced by the scripts beside it: says what is being done, and gets a Debian package or names it.

say() { printf '── %s\n' "$*"; }

fail() {
  printf '\nKHÔNG LÀM TIẾP ĐƯỢC: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# need_package PACKAGE… -- WHY: installs with apt-get when this user may, else names packages and command, and fails.
need_package() {
  local packages=()
  while [ "$1" != -- ]; do packages+=("$1"); shift; done
  local why=$2 as_root=()
  if ! command -v apt-get >/dev/null; then
    fail "$why" "Máy này không có apt-get. Hãy cài thứ tương ứng với (các) gói Debian: ${packages[*]}, rồi chạy lại lệnh."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo -n env)
    else
      fail "$why" "Thiếu gói Debian: ${packages[*]}" \
        "Nhờ người quản trị máy chạy:  sudo apt-get install --no-install-recommends ${packages[*]}" \
        "rồi chạy lại lệnh vừa rồi."
    fi
  else
    as_root=(env)
  fi
  say "$why Đang cài gói Debian bằng apt-get: ${packages[*]}"
  apt_get "${as_root[@]}" update
  apt_get "${as_root[@]}" install --yes --no-install-recommends "${packages[@]}"
}

# Quiet while it works, whole output when it does not; waits for another apt-get to end instead of failing.
apt_get() {
  local as_root=()
  while [ "$1" != update ] && [ "$1" != install ]; do as_root+=("$1"); shift; done
  local output
  if ! output=$("${as_root[@]}" DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null 2>&1); then
    printf '%s\n' "$output" >&2
    fail "apt-get $* không chạy được (thông báo của apt-get ở trên)." \
      "Kiểm tra kết nối mạng và nguồn gói của máy, rồi chạy lại lệnh."
  fi
}
