using Foray.Sdk.Testing.Machines;

namespace Foray.Software.Tests;

/// <summary>Programs that stand in for the real ones on a machine, so that a playbook finds its software there.</summary>
internal static class StandIns
{
    public static void AddDocker(FakeMachine machine)
    {
        machine.AddProgram("dockerd", "echo 'Docker version 24.0.7, build 311b9ff'");
        machine.AddProgram("docker", "[ \"$1\" = info ]");
    }

    public static void AddApptainer(FakeMachine machine) => machine.AddProgram("apptainer", "echo 'apptainer version 1.3.4'");

    /// <summary>Keeps its models in the home folder, and notes what it was asked for.</summary>
    public static void AddOllama(FakeMachine machine) => machine.AddProgram("ollama", """
        case $1 in
          --version) echo 'ollama version is 0.5.7' ;;
          list) echo 'NAME ID SIZE MODIFIED'; cat "$HOME/.ollama/models" 2>/dev/null || : ;;
          pull)
            [ "$2" != no-such-model ] || { echo 'Error: pull model manifest: file does not exist' >&2; exit 1; }
            mkdir -p "$HOME/.ollama"
            case $2 in *:*) name=$2 ;; *) name=$2:latest ;; esac
            echo "$name 0123 4 GB now" >>"$HOME/.ollama/models" ;;
        esac
        """);
}
