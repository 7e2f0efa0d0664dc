# shellcheck shell=sh disable=SC2154,SC2086 # variables and the words of $as come from who sends this
# Says what Ansible has to know of a machine, and installs Python where there is none: all of Ansible's modules need it.
# $work names the playbook's work; a file of that name is in $folder while it goes on, and tells the next one that it was interrupted.
found() { command -v python3 >/dev/null 2>&1 || [ -x /usr/libexec/platform-python ]; }
quietly() { "$@" >/dev/null 2>&1; }
if [ "$(id -u)" = 0 ]; then as=; else as='sudo -n'; fi
install() {
  if command -v apt-get; then
    quietly $as apt-get update
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3
  elif command -v dnf; then $as dnf install -y python3
  elif command -v yum; then $as yum install -y python3
  elif command -v zypper; then $as zypper --non-interactive install python3
  elif command -v apk; then $as apk add python3
  elif command -v pacman; then $as pacman -S --noconfirm python
  else echo "no known package manager is there to install it" >&2; return 1
  fi >/dev/null
}
if ! found; then
  install </dev/null && found || exit 7
  echo installed
fi
mkdir -p "$folder" || exit
[ ! -e "$folder/$work" ] || echo interrupted
: >"$folder/$work" || exit
# Debian's modules are for Debian's Python, which need not be the first one in the path; elsewhere Ansible looks for itself, because the system's may be too old.
if [ -x /usr/bin/python3 ] && command -v apt-get >/dev/null 2>&1; then echo 'python=/usr/bin/python3'; fi
echo "user=$(id -u)"
echo "folder=$folder"
