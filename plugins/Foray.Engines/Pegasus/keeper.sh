# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Runs main, once, and stays with the workflow that main plans or submits until it is over; who ends this program removes the workflow. It begins
# in the case's working folder, after Cases/keeper.sh and lines that set $state (the folder of its records), $interval (seconds between looks) and main().
#   begun            made before main starts
#   stdout, stderr   what main writes
#   main             exit code of main
#   submit           the workflow's submit directory
#   env              the environment of a case, for close.sh
#   refused          exit code of pegasus-run where it did not start what main had planned
#   over             made when the workflow is over
#   result/status    what pegasus-status said last
mkdir -p "$state/result" && (umask 077 && export -p >"$state/env") || exit

show() {
  cat "$state/stdout" 2>/dev/null
  cat "$state/stderr" >&2 2>/dev/null
}

# The last line of what main writes that names a submit directory tells it: pegasus-run where main planned a workflow and did not run it,
# pegasus-remove where it did, submit_dir: where Pegasus' library did.
find_submit() {
  found=$(cat "$state/stdout" "$state/stderr" 2>/dev/null |
    sed -n -E 's/.*(pegasus-run|pegasus-remove|submit_dir:)[[:space:]]+"?(\/[^"]*[^",[:space:]])[",[:space:]]*$/\1 \2/p' | tail -n 1)
  [ -z "$found" ] || record submit "${found#* }"
}

remove() { [ ! -s "$state/submit" ] || pegasus-remove "$(cat "$state/submit")" >/dev/null 2>&1; }

give_up() {
  [ -s "$state/submit" ] || find_submit
  remove
  show
}
trap stop HUP INT TERM

look() {
  pegasus-status --jsonrv "$1" >"$state/.status" 2>/dev/null || pegasus-status -l "$1" >"$state/.status" 2>&1
  mv "$state/.status" "$state/result/status"
}

if [ ! -s "$state/main" ]; then
  if ! mkdir "$state/begun" 2>/dev/null; then
    echo "main was interrupted, and is not begun twice" >&2
    exit 1
  fi
  main </dev/null >"$state/stdout" 2>"$state/stderr" &
  await
  code=$?
  found=
  find_submit
  if [ "$code" = 0 ] && [ "${found%% *}" = pegasus-run ]; then
    pegasus-run "${found#* }" </dev/null >>"$state/stdout" 2>>"$state/stderr" || record refused "$?"
  fi
  record main "$code"
fi
show
read -r code <"$state/main"
if [ "$code" != 0 ]; then
  remove
  exit "$code"
fi
[ ! -s "$state/refused" ] || exit 1
[ -s "$state/submit" ] || exit 1
submit=$(cat "$state/submit")
if ! command -v pegasus-status >/dev/null; then
  echo "pegasus-status is not in the PATH" >&2
  exit 127
fi

# Pegasus makes this file when all that it knows of a workflow is written down.
until [ -e "$submit/monitord.done" ] || [ ! -d "$submit" ]; do
  look "$submit"
  pause "$interval"
done
look "$submit"
record over yes
