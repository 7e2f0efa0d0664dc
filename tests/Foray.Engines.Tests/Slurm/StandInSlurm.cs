using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Slurm;

/// <summary>Programs of the names of Slurm's that run an array's tasks at once, each in a session of its own.</summary>
internal static class StandInSlurm
{
    private const string Sbatch = """
        jobs=$HOME/jobs
        mkdir -p "$jobs"
        [ ! -f "$HOME/refuse" ] || { cat "$HOME/refuse" >&2; exit 1; }
        id=1
        until mkdir "$jobs/$id" 2>/dev/null; do id=$((id + 1)); done
        while [ $# -gt 3 ]; do
          case $1 in
            --array=*) last=${1#--array=0-} ;;
            --job-name=*) printf '%s\n' "${1#--job-name=}" >"$jobs/$id/name" ;;
          esac
          printf '%s\n' "$1" >>"$jobs/$id/arguments"
          shift
        done
        export SLURM_ARRAY_JOB_ID=$id SLURMD_NODENAME=stand-in
        index=0
        while [ $index -le "${last%%%*}" ]; do
          export SLURM_ARRAY_TASK_ID=$index
          mkdir "$jobs/$id/$index"
          echo RUNNING >"$jobs/$id/$index/state"
          setsid sh -c '
            echo $$ >"$0/pid"
            sh "$@" >/dev/null 2>&1 && state=COMPLETED || state=FAILED
            echo $state >"$0/state"' "$jobs/$id/$index" "$@" >/dev/null 2>&1 &
          index=$((index + 1))
        done
        echo $id
        """;

    private const string Squeue = """
        for argument; do
          case $argument in
            --name=*) name=${argument#--name=} ;;
            --format=%F) only=id ;;
          esac
        done
        for job in "$HOME"/jobs/*; do
          [ -d "$job" ] && [ "$(cat "$job/name")" = "$name" ] || continue
          for task in "$job"/*/; do
            read -r state <"$task/state"
            task=${task%/}
            if [ -n "${only-}" ]; then echo "${job##*/}"; else echo "state ${task##*/}|$state|stand-in|None"; fi
          done
        done
        """;

    private const string Scancel = """
        for job in "$HOME"/jobs/*; do
          [ -d "$job" ] && [ "$(cat "$job/name")" = "${1#--name=}" ] || continue
          for task in "$job"/*/; do
            [ "$(cat "$task/state")" = RUNNING ] || continue
            until read -r pid <"$task/pid"; do :; done 2>/dev/null
            echo CANCELLED >"$task/state"
            kill -s TERM -- "-$pid" 2>/dev/null
          done
        done
        exit 0
        """;

    /// <summary>Puts the programs on a machine.</summary>
    public static void AddTo(FakeMachine machine)
    {
        machine.AddProgram("sbatch", Sbatch);
        machine.AddProgram("squeue", Squeue);
        machine.AddProgram("scancel", Scancel);
        machine.AddProgram("scontrol", "[ ! -f \"$HOME/config\" ] || cat \"$HOME/config\"");
    }
}
