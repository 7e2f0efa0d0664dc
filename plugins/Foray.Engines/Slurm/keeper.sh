# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Submits one job array, once, and stays until Slurm has none of it left; who ends this program cancels the array. It begins in the machine's
# folder, after lines that set $array (the array's folder below it), $name (the array's name in Slurm), $count (its tasks) and submit().
#   job       id of the array, once it is known
#   refused   why Slurm did not take it: "too_large N" or "sbatch TEXT"
# Between sbatch's word to Slurm and the record here everything may be killed. So the next keeper asks Slurm for the name, and then looks
# for tasks that have begun, before it submits; and a task that another job has claimed does nothing.
root=$PWD
# The tasks are Slurm's, and not processes of this command that Foray could find by its marks.
unset FORAY_TASK FORAY_MACHINE_ID FORAY_MACHINE FORAY_METRICS FORAY_SHARED
cd "$root/$array" || exit

waiting=
stop() {
  trap '' HUP INT TERM
  [ -z "$waiting" ] || kill "$waiting" 2>/dev/null
  scancel --name="$name"
  exit 143
}
trap stop HUP INT TERM

pause() {
  sleep "$1" &
  waiting=$!
  wait "$waiting"
  waiting=
}

# record FILE TEXT
record() { printf '%s\n' "$2" >".$1" && mv ".$1" "$1"; }

# look: true once Slurm has answered; $job is the array of this name then, or empty.
look() {
  job=$(squeue --noheader --states=all --name="$name" --format=%F 2>/dev/null) || return 1
  job=${job%%"
"*}
}
look_until() { until look; do pause 2; done; }

begun() {
  while read -r row; do
    [ ! -d "$root/$row/claim" ] || return 0
  done <rows
  return 1
}

if [ ! -s job ] && [ ! -s refused ]; then
  look_until
  if [ -z "$job" ] && begun; then job=unknown; fi
  if [ -z "$job" ]; then
    most=$(scontrol show config 2>/dev/null | sed -n 's/^MaxArraySize *= *//p')
    if [ -n "$most" ] && [ "$count" -gt "$most" ]; then
      record refused "too_large $most"
      exit 3
    fi
  fi
  while [ -z "$job" ]; do
    if submit >.answer 2>.error && read -r job <.answer && [ -n "$job" ]; then
      job=${job%%;*}
      break
    fi
    look_until
    if [ -z "$job" ] && ! grep -qiE 'contact|timed out|temporarily|zero bytes' .error; then
      record refused "sbatch $(tr '\n' ' ' <.error)"
      exit 3
    fi
    [ -n "$job" ] || pause 2
  done
  record job "$job"
fi

while [ -s job ]; do
  pause 15
  left=$(squeue --noheader --name="$name" --format=%F 2>/dev/null) || continue
  [ -n "$left" ] || break
done
