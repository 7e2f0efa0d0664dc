# What ShellMachine asks of a machine. It goes over a channel's standard input, where no list of processes shows it, before calls, each with the
# lines that set $root (the machine's folder), $machine (its id), $name and $task; what a call reads follows it. Where there are many machines,
# the processes that these functions start are most of what Foray costs, subshells among them: what the shell can do itself, it does.
# A task folder holds, beyond what wrapper.sh writes, "starting": a record like "pid" of the program that claimed the start.

mask=$(umask)
umask 077
feed='
'
boot=
[ -r /proc/sys/kernel/random/boot_id ] && read -r boot </proc/sys/kernel/random/boot_id

# recorded FILE: true where the record is complete; it is in $record then.
recorded() { { read -r record <"$1"; } 2>/dev/null; }

# look PID: true where the process exists and is no zombie; its $group and $started are known then, where the system tells.
look() {
  kill -0 "$1" 2>/dev/null || return 1
  started=0 group=
  [ -r /proc/self/stat ] || return 0
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${line##*) }
  group=$3 started=${20}
  [ "$1" != Z ]
}

# running RECORD: true while the very process of the record lives; its number is in $pid then.
running() {
  recorded "$1" || return 1
  set -- $record
  pid=$1
  look "$1" && { [ "$2" = 0 ] || { [ "$2" = "$started" ] && [ "${3-}" = "$boot" ]; }; }
}

# marked: true where a process has a variable in its environment that $mark, an extended regular expression, fits.
marked() { grep -qzxE -e "$mark" /proc/[0-9]*/environ 2>/dev/null; }

# settled: waits while the command is being started; false where it never was.
settled() {
  until recorded "$task/pid"; do
    coming || { sleep 0.1; recorded "$task/pid" && return 0; coming || return 1; }
    sleep 0.05
  done
}
coming() { running "$task/starting" || marked; }

# itself: the number of this very process, which $$ is not where it is a part of another shell; it is in $self then.
itself() {
  if [ -r /proc/self/stat ]; then
    read -r self line </proc/self/stat
  else
    sh -c 'echo "$PPID"' >"$task/self.$$" && read -r self <"$task/self.$$"
    rm -f "$task/self.$$"
  fi
}

# claim: true for the one that may start the command. Who finds an empty claim, or one of a dead program, takes it away: so it is read again.
claim() {
  itself
  look "$self"
  set -C
  { printf '%s\n' "$self $started $boot" >"$task/starting"; } 2>/dev/null || { set +C; return 1; }
  set +C
  recorded "$task/starting" && [ "$record" = "$self $started $boot" ]
}

# write FILE TEXT: the second attempt is there to say why there is no first one: what the shell itself says of a full disk tells little.
write() { printf %s "$2" >"$1" 2>/dev/null || printf %s "$2" | cat >"$1"; }

# place PATH: a path of the contract as an absolute one, in $path.
place() {
  case $1 in
    /*) path=$1 ;;
    '~' | '~/'*) path=$HOME${1#'~'} ;;
    *) path=$root/$1 ;;
  esac
}

# start WORK LIMITS SCRIPT ENVIRONMENT HOLD INTERPRETER...: starts $name, or attaches to it; with HOLD, also waits for its end.
# The wrapper is never started with "&": a shell without job control would have it ignore interrupts.
start() {
  place "$1"
  limits=$2 script=$3 environment=$4 hold=$5 claims=0
  shift 5
  { [ -d "$task" ] && [ -d "$path" ]; } || { umask "$mask" && mkdir -p "$task" "$path" && umask 077; } || return
  until claim; do
    if settled; then
      echo started
      [ "$hold" = 0 ] || follow
      return 0
    fi
    claims=$((claims + 1))
    rm -f "$task/starting"
    [ $claims -lt 9 ] || { write "$task/starting" "$self" && echo "its start could not be claimed" >&2; rm -f "$task/starting"; return 1; }
  done
  { write "$task/script" "$script" && write "$task/env" "$environment"; } || { rm -f "$task/starting"; return 1; }
  unset script environment
  export FORAY_TASK="$machine/$name" FORAY_MACHINE_ID="$machine" FORAY_ANNOUNCE=1
  set -- /bin/sh "$root/wrapper.sh" "$task" "$path" "$limits" "$@"
  umask "$mask"
  if [ "$hold" = 0 ]; then
    setsid -f "$@" </dev/null || { rm -f "$task/starting"; return 1; }
  else
    setsid "$@" </dev/null
    report
  fi
}

attach() { if settled; then echo started; else echo unknown; fi; }

# follow: waits for the end of what another channel started. The dots end this program when nobody listens any more.
follow() {
  settled || { report; return; }
  turn=0 pause=0.05
  while running "$task/pid"; do
    sleep "$pause"
    turn=$((turn + 1))
    [ $turn -lt 20 ] || { turn=0 pause=0.25; echo .; }
  done
  report
}

# peek: the command's end, or "running".
peek() {
  settled || { report; return; }
  if running "$task/pid"; then echo running; else report; fi
}

# report: the end of a command that does not run any more; then the times at which it started and showed a last sign of life.
report() {
  recorded "$task/exit" || { sleep 0.1; recorded "$task/exit"; }
  if recorded "$task/exit"; then
    echo "ended $record"
    stat -c %.9Y "$task/pid" "$task/exit"
  else
    echo vanished
    for file in pid stdout stderr; do
      [ ! -e "$task/$file" ] || stat -c %.9Y "$task/$file"
    done
  fi
}

# signal NAME
signal() {
  settled || return 0
  ! running "$task/pid" || kill -s "$1" -- "-$pid" 2>/dev/null || :
}

# strike SIGNAL RECORD...: signals the groups of the records, and what is marked and in none of them; $pids are all of them. False where nobody is left.
strike() {
  signal=$1 groups= pids=
  shift
  for file; do
    running "$file" || continue
    kill -s "$signal" -- "-$pid" 2>/dev/null
    groups="$groups $pid" pids="$pids $pid"
  done
  for file in $(grep -lzxE -e "$mark" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${file#/proc/}
    pid=${pid%/environ}
    look "$pid" || continue
    case " $groups " in *" $group "*) ;; *) kill -s "$signal" "$pid" 2>/dev/null ;; esac
    pids="$pids $pid"
  done
  [ -n "$pids" ]
}

remain() {
  for pid in $pids; do
    ! look "$pid" || return 0
  done
  return 1
}

# finish ROUNDS RECORD...: asks all to end, waits that many rounds of 50 ms, then kills until nobody is left. The system shows no environment
# in the middle of an exec, so that one look is not enough to say that nothing is left of what was there.
finish() {
  rounds=$1 again=
  shift
  [ "$rounds" = 0 ] || { strike TERM "$@" || return 0; again=1; }
  while [ "$rounds" -gt 0 ] && remain; do
    sleep 0.05
    rounds=$((rounds - 1))
  done
  rounds=0
  while strike KILL "$@" || { [ -n "$again" ] && again= && sleep 0.02 && strike KILL "$@"; }; do
    again=1
    [ $rounds -lt 100 ] || { echo "these processes do not end:$pids" >&2; return 1; }
    sleep 0.05
    rounds=$((rounds + 1))
  done
}

# stop ROUNDS
stop() { ! settled || finish "$1" "$task/pid"; }

# records FOLDER: adds the records of the tasks in the folder and below it to $records, a line each.
records() {
  for entry in "$1"/* "$1"/.[!.]*; do
    case ${entry##*/} in
      pid) [ ! -f "$entry" ] || records=$records$feed$entry ;;
      *) [ ! -d "$entry" ] || [ -h "$entry" ] || records "$entry" ;;
    esac
  done
}

# finish_below ROUNDS: finish for all tasks below $task.
finish_below() {
  records=
  records "$task"
  separators=$IFS
  set -f
  IFS=$feed
  set -- "$1" $records
  IFS=$separators
  set +f
  finish "$@"
}

# inside FOLDER PATH: where the path below the folder is, in $place; empty where it is not there. False where a symbolic link leads elsewhere.
inside() {
  place=
  case $2 in */*) above=/${2%/*} ;; *) above= ;; esac
  cd -P "$1" 2>/dev/null && top=$PWD && cd -P "$1$above" 2>/dev/null || return 0
  [ "$PWD" = "$top$above" ] || { echo "'$1/$2' leads out of the machine's folder" >&2; return 1; }
  place=$PWD/${2##*/}
}

# remove: ends every command below $name and removes what belongs to them.
remove() {
  finish_below 0 && inside "$root/tasks" "$name" || return
  set -- ${place:+"$place"}
  inside "$root" "$name" || return
  set -- "$@" ${place:+"$place"}
  [ $# = 0 ] || rm -rf -- "$@" 2>/dev/null || { chmod -R u+rwX -- "$@"; rm -rf -- "$@"; }
}

# up VERSION SENT TOOL...: makes the machine's folder. Prints the tools that are missing, and then does nothing; "wrapper" where there is no wrapper.sh
# with the version in its first line, which the input is where SENT is 1.
up() {
  version=$1 sent=$2 missing=
  shift 2
  for tool; do
    command -v -- "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  [ -z "$missing" ] || { printf 'missing %s\n' $missing; return 0; }
  [ -d "$root" ] || mkdir -p "$root" || return
  if recorded "$root/.foray-machine"; then
    [ "$record" = "$machine" ] || { echo "'$root' belongs to machine $record" >&2; return 1; }
  else
    # An empty one was being written when the disk was full, or the machine went away.
    [ ! -e "$root/.foray-machine" ] || [ -s "$root/.foray-machine" ] || rm -f "$root/.foray-machine"
    [ -z "$(ls -A "$root")" ] || { echo "'$root' is not empty" >&2; return 1; }
    chmod 700 "$root" && write "$root/.foray-machine" "$machine
" && echo new || return
  fi
  { [ -d "$root/tasks" ] && [ -d "$root/shared" ]; } || mkdir -p "$root/tasks" "$root/shared" || return
  ! recorded "$root/wrapper.sh" || [ "$record" != "$version" ] || return 0
  [ "$sent" = 1 ] || { echo wrapper; return 0; }
  { cat >"$root/.wrapper.$$" && mv "$root/.wrapper.$$" "$root/wrapper.sh"; } || { rm -f "$root/.wrapper.$$"; return 1; }
}

# down: ends everything that the machine runs, and removes its folder where it is the machine's.
down() {
  finish_below 40 || return
  recorded "$root/.foray-machine" && [ "$record" = "$machine" ] || return 0
  rm -rf -- "$root" 2>/dev/null || { chmod -R u+rwX -- "$root"; rm -rf -- "$root"; } || return
  rmdir "${root%/*}" 2>/dev/null || :
}

missing() {
  for tool; do
    command -v -- "$tool" >/dev/null 2>&1 || printf '%s\n' "$tool"
  done
}

# collect: an archive of what the command left; a file that grows meanwhile is no failure.
collect() {
  cd "$task" 2>/dev/null || return 0
  set --
  for file in stdout stderr metrics; do
    [ ! -f "$file" ] || set -- "$@" "$file"
  done
  [ $# = 0 ] || tar -cf - "$@" || [ $? = 1 ]
}

# put_file PATH, put_folder PATH: unpack the archive of the input.
put_file() { place "$1" && umask "$mask" && mkdir -p "${path%/*}" && tar -xpof - -C "${path%/*}"; }
put_folder() { place "$1" && umask "$mask" && mkdir -p "$path" && tar -xpof - -C "$path"; }

# clear_way PATH: makes the folders above the files that the input names, each "/" and a path below PATH, or empty, ended by NUL;
# removes what is in the files' places.
clear_way() {
  place "$1" && umask "$mask" || return
  xargs -0 sh -c '
    top=$0
    for file; do
      mkdir -p -- "${top%/*}" "$(dirname -- "$top$file")" && rm -f -- "$top$file" || exit
    done' "$path"
}

# kind PATH: what is there.
kind() {
  place "$1"
  if [ -d "$path" ]; then echo folder; elif [ -e "$path" ]; then echo file; else echo missing; fi
}

# get PATH: its kind, then an archive.
get() {
  kind "$1"
  if [ -d "$path" ]; then
    tar -cf - -C "$path" . || [ $? = 1 ]
  elif [ -e "$path" ]; then
    tar -chf - -C "${path%/*}" "./${path##*/}" || [ $? = 1 ]
  fi
}

# copy FROM TO
copy() {
  place "$1" && from=$path && place "$2" && umask "$mask" && mkdir -p "${path%/*}" || return
  if [ -d "$from" ]; then mkdir -p "$path" && cp -RPp "$from/." "$path/"; else rm -f "$path" && cp -p "$from" "$path"; fi
}
