# shellcheck shell=sh disable=SC1091,SC2086 # the sourced file is made at run time; fields are split on purpose
# Runs one command on a machine and records its life in its task folder, so that it can be found again after a crash.
#   wrapper.sh TASK WORK LIMITS INTERPRETER...
# TASK/script is the command; TASK/env, if there, is sourced and emptied. Records are written in one go and end with a line feed:
# a reader takes nothing that lacks it. Only builtins until the command starts: each process more would be part of every measurement.
#   TASK/pid   "pid starttime bootid" of this shell, which leads the session; "pid 0 " where FORAY_PLAIN_PID is set, because whoever set it
#              knows the rest, and reading two lines of /proc byte by byte, as this shell does, takes a third of a millisecond
#   TASK/exit  exit code of the command
# Where FORAY_ANNOUNCE is set, it says "started" as soon as nothing that happens to the reader can hurt it any more; the trap, because a
# broken channel ends the one who speaks.
task=$1 work=$2 limits=$3
shift 3
if [ -n "${FORAY_ANNOUNCE-}" ]; then
  unset FORAY_ANNOUNCE
  trap '' PIPE
  echo started 2>/dev/null
  trap - PIPE
  exec >/dev/null 2>&1
fi
[ -s "$task/env" ] && . "$task/env" && : >"$task/env"

start=0 boot=
twentieth() { start=${20}; }
if [ -n "${FORAY_PLAIN_PID-}" ]; then
  unset FORAY_PLAIN_PID
elif [ -r /proc/self/stat ]; then
  read -r stat </proc/$$/stat
  read -r boot </proc/sys/kernel/random/boot_id
  twentieth ${stat##*) }
fi
printf '%s %s %s\n' $$ "$start" "$boot" >"$task/pid"

trap : HUP INT TERM
(cd "$work" && { [ -z "$limits" ] || eval "$limits"; } && exec "$@" "$task/script") </dev/null >"$task/stdout" 2>"$task/stderr"
code=$?
printf '%s\n' "$code" >"$task/exit"
