# shellcheck shell=sh disable=SC1090,SC1091,SC2317 # the sourced files are made at run time, and call these functions
# Runs one task of a job array:  ROOT ARRAY, the machine's folder, which the nodes share with it, and the array's folder below that.
#   ARRAY/rows      line N+1 is the folder below ROOT of task N
#   ARRAY/steps     what to do: calls of copy and run
#   ARRAY/ends/N    how task N ended, written aside and renamed:
#                     end INDEX CODE ASKED JOB NODE      CODE of the script that decided; ASKED is 1 where Slurm asked the task to end
#                     script NAME CODE BEGUN ENDED       for each script that ran, in seconds since 1970
#                     why TEXT                           what went wrong beside the scripts
#   ROW/claim       made by the one job that runs the task; any other does nothing
#   ROW/work        where the scripts run
#   ROW/out/NAME    what a script leaves
# A row's folder that is gone means that nobody wants the task any more.
root=$1 array=$1/$2 index=$SLURM_ARRAY_TASK_ID
row=$(sed -n "$((index + 1))p" "$array/rows") && [ -n "$row" ] || exit 1
row=$root/$row
[ -d "$row" ] || exit 0
mkdir "$row/claim" 2>/dev/null || exit 0

code=0 asked=0 child='' why=''
ask() {
  asked=1
  [ -z "$child" ] || kill -s TERM "$child" 2>/dev/null
}
trap ask TERM

now() { date +%s.%N; }

watch() {
  trap '' TERM
  while sleep 3; do
    [ -d "$row" ] && continue
    kill -s TERM 0
    sleep 3
    kill -s KILL 0
  done
}
watch >/dev/null 2>&1 &
watcher=$!

# copy FROM TO: an input of the array into the task's folder.
copy() {
  [ "$code" = 0 ] || return 0
  from=$array/$1 to=$row/work/$2
  if [ -d "$from" ]; then
    mkdir -p "$to" && cp -RPp "$from/." "$to/" && return 0
  else
    mkdir -p "${to%/*}" && rm -f "$to" && cp -p "$from" "$to" && return 0
  fi
  code=1 why="input '$2' could not be copied into the folder of the case"
}

# run NAME INTERPRETER: the environment of a case may hold any name, so that only positions are relied upon once it is read.
run() {
  [ "$code$asked" = 00 ] || return 0
  out=$row/out/$1
  mkdir -p "$out"
  begun=$(now)
  (
    cd "$row/work" || exit 127
    set -- "$array/env" "$row/env" "$2" "$array/scripts/$1" "$out/metrics"
    . "$1" && . "$2" && export FORAY_METRICS="$5" && exec "$3" "$4"
  ) </dev/null >"$out/stdout" 2>"$out/stderr" &
  child=$!
  wait "$child"
  code=$?
  # A signal ends the waiting, not what is waited for.
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  child=
  printf 'script %s %s %s %s\n' "$1" "$code" "$begun" "$(now)" >>"$row/record"
}

: >"$row/record" && mkdir -p "$row/work" || code=1 why="the folder of the case cannot be written"
. "$array/steps"
{
  printf 'end %s %s %s %s %s\n' "$index" "$code" "$asked" "${SLURM_ARRAY_JOB_ID}_$index" "${SLURMD_NODENAME:-$(uname -n)}"
  cat "$row/record"
  [ -z "$why" ] || printf 'why %s\n' "$why"
} >"$array/ends/.$index" && mv "$array/ends/.$index" "$array/ends/$index"
rm -f "$row/env"
kill -s KILL "$watcher" 2>/dev/null
exit "$code"
