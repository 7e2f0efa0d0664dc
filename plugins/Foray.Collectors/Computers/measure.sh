# shellcheck shell=sh disable=SC2154 # the line before sets these variables
# Prints what the kernel tells in sections that begin with a line "==> PATH <==", as head does for several files (POSIX). Two programs are started: head and df.
# It follows a line that sets $folder (empty for the usual one), $network and $processes (0 or 1).
cpus=/sys/devices/system/cpu
set -- /proc/stat /proc/meminfo /proc/diskstats /proc/loadavg /proc/uptime "$cpus"/cpu[0-9]*/topology/thread_siblings_list "$cpus"/cpu[0-9]*/cpufreq/scaling_cur_freq
[ "$network" = 0 ] || set -- "$@" /proc/net/dev
[ "$processes" = 0 ] || set -- "$@" /proc/[0-9]*/stat
head -n 1000000 "$@" 2>/dev/null

# The first line of a file that begins so, without reading the rest of it.
first_line() {
  [ -r "$2" ] || return 0
  printf '\n==> %s <==\n' "$2"
  while read -r line; do
    case $line in "$1"*)
      printf '%s\n' "$line"
      return
      ;;
    esac
  done <"$2"
}
first_line 'cpu MHz' /proc/cpuinfo
[ "$processes" = 0 ] || first_line KernelPageSize: /proc/self/smaps

printf '\n==> df <==\n'
df -Pk / "${folder:-${FORAY_SHARED:-.}}" 2>/dev/null
exit 0
