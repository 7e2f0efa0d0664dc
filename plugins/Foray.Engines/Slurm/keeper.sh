# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Submits one job array, once, and stays until Slurm has none of it left; who ends this program cancels the array. It begins in the machine's
# folder, after Cases/keeper.sh and lines that set $root (that folder), $array (the array's folder below it), $state (the same from the root), $name
# (the array's name in Slurm), $count (its tasks) and submit().
#   job       id of the array, once it is known
#   refused   why Slurm did not take it: "too_large N" or "sbatch TEXT"
# Between sbatch's word to Slurm and the record here everything may be killed. So the next keeper asks Slurm for the name, and then looks
# for tasks that have begun, before it submits; and a task that another job has claimed does nothing.
give_up() { scancel --name="$name"; }
trap stop HUP INT TERM

# The tasks get the environment of this program.
unset FORAY_MACHINE FORAY_METRICS FORAY_SHARED
cd "$state" || exit

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
