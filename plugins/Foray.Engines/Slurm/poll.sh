# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Says how one job array stands, after lines that set $array and $name. The input: "INDEX ROW" of each task whose end is kept elsewhere by now,
# with its folder, both to be removed.
#   gone                          the array's folder is not there
#   job ID, refused TEXT          as keeper.sh records them
#   state INDEXES|STATE|NODES|REASON    a line of squeue
#   answered, unanswered TEXT     whether Slurm told all it knows
#   end, script, why              as task.sh records them
root=${FORAY_SHARED%/*}
cd "$root/$array" 2>/dev/null || { echo gone; exit 0; }
# Ids of rows are made of characters that xargs takes as they are; one program removes all.
while read -r index row; do
  echo "$array/ends/$index $row"
done | (cd "$root" && xargs -r rm -rf --)
[ ! -s job ] || sed 's/^/job /' job
[ ! -s refused ] || sed 's/^/refused /' refused
# Without this squeue cuts off the list of the tasks that wait.
export SLURM_BITSTR_LEN=0
if answer=$(squeue --noheader --states=all --name="$name" --format='state %K|%T|%N|%r' 2>&1); then
  printf '%s\nanswered\n' "$answer"
else
  printf '%s\n' "$answer" | sed 's/^/unanswered /'
fi
# After Slurm's word, so that an end which Slurm knows is seen; writing has a network file system look anew.
: >ends/.look && rm -f ends/.look
find ends -type f ! -name '.*' -exec cat {} +
