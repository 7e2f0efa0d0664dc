using Foray.Sdk.Testing.Machines;

namespace Foray.Deployments.Tests.HTCondor;

/// <summary>
/// Programs of the names of HTCondor's on machines that have a name and an address of their own. A master lists the daemons of its configuration in the pool, a folder that all
/// machines see, if it has the password of the central manager; it ends with its machine. <c>~/calls</c> has what was called.
/// </summary>
internal sealed class StandInHTCondor : IDisposable
{
    private readonly string _pool = Directory.CreateTempSubdirectory("foray-pool-").FullName;
    private int _machines;

    /// <summary>A machine with HTCondor, as a package leaves it.</summary>
    public FakeMachine AddMachine(string name)
    {
        var machine = new FakeMachine(name);
        var address = $"10.9.8.{++_machines}";
        machine.AddProgram("uname", $"here=$(/usr/bin/uname -n); /usr/bin/uname \"$@\" | sed \"s/$here/{name}/\"");
        machine.AddProgram("hostname", $"echo 10.0.2.15 {address}");
        // There is no user 'condor' here.
        machine.AddProgram("chown", "case $1 in condor:*) exit 0 ;; esac; exec /usr/bin/chown \"$@\"");
        machine.AddProgram("condor_config_val", $$"""
            case $1 in
              LOCAL_CONFIG_DIR) echo "$HOME/etc/more.d, $HOME/etc/config.d" ;;
              LOCK) echo "$HOME/lock" ;;
              RUN) echo "$HOME/run" ;;
              FULL_HOSTNAME) echo {{name}}.example.org ;;
              *) echo "Not defined: $1" >&2; exit 1 ;;
            esac
            """);
        machine.AddProgram("condor_master", $$"""
            echo "condor_master $*" >>"$HOME/calls"
            conf=$HOME/etc/config.d/99-foray.conf
            value() { sed -n "s/^$1 = //p" "$conf"; }
            password=$(value SEC_PASSWORD_FILE)
            case " $(value DAEMON_LIST) " in *" COLLECTOR "*) if [ -n "$password" ]; then cp "$password" '{{_pool}}/password'; fi ;; esac
            [ -z "$password" ] || cmp -s "$password" '{{_pool}}/password' || { echo "wrong password" >&2; exit 1; }
            rm -f '{{_pool}}'/*/{{name}}
            for daemon in $(value DAEMON_LIST | tr A-Z a-z); do
              mkdir -p "{{_pool}}/$daemon"
              echo {{name}}.example.org >"{{_pool}}/$daemon/{{name}}"
            done
            (while [ -d "$HOME" ]; do sleep 0.2; done) &
            echo $! >"$2"
            """);
        machine.AddProgram("condor_status", $$"""
            echo "condor_status $*" >>"$HOME/calls"
            cat '{{_pool}}'/"${1#-}"/*
            """);
        Directory.CreateDirectory(machine.PathOf("~/etc/config.d"));
        return machine;
    }

    /// <summary>What was called on a machine, once each.</summary>
    public static IReadOnlyList<string> Calls(FakeMachine machine) => [.. File.ReadAllLines(machine.PathOf("~/calls")).Select(call => call.Replace(machine.Home, "~", StringComparison.Ordinal)).Distinct()];

    public void Dispose() => Directory.Delete(_pool, recursive: true);
}
