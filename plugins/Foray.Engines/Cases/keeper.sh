# shellcheck shell=sh disable=SC2154 # the lines before set $state
# What the keepers of all batch systems share. A keeper stays while work of a batch system goes on that nobody else waits for, and gives it up
# where it is ended itself. The lines before set $state, the folder of its records. An engine's part follows: it defines give_up, and then says
#   trap stop HUP INT TERM
# The work is the batch system's, and its processes are none of this command that Foray could find by its marks.
unset FORAY_TASK FORAY_MACHINE_ID

waiting=
stop() {
  trap '' HUP INT TERM
  [ -z "$waiting" ] || kill "$waiting" 2>/dev/null
  give_up
  exit 143
}

# await: waits for what was begun last behind this program, and returns its exit code. Unlike a command in front, it lets signals through.
await() {
  waiting=$!
  wait "$waiting"
  set -- "$?"
  waiting=
  return "$1"
}

pause() {
  sleep "$1" &
  await
}

# record FILE TEXT
record() { printf '%s\n' "$2" >"$state/.$1" && mv "$state/.$1" "$state/$1"; }
