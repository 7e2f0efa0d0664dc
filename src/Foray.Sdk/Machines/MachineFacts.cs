namespace Foray.Sdk.Machines;

/// <summary>Facts about a machine that runs a POSIX shell.</summary>
public static class MachineFacts
{
    /// <summary>A program for a <c>/bin/sh</c> of its own, or a subshell, that prints the facts; on Linux without starting another one.</summary>
    public const string Script = """
        PRETTY_NAME=
        [ ! -r /etc/os-release ] || . /etc/os-release
        if [ -r /proc/meminfo ]; then read -r name memory unit </proc/meminfo; else memory=$(($(sysctl -n hw.memsize) / 1024)); fi
        kernel=/proc/sys/kernel
        if [ -r $kernel/arch ]; then
          read -r system <$kernel/ostype
          read -r host <$kernel/hostname
          read -r release <$kernel/osrelease
          read -r architecture <$kernel/arch
        else
          set -- $(uname -snrm)
          system=$1 host=$2 release=$3 architecture=$4
        fi
        cpus=0 name=
        [ ! -r /proc/self/status ] || while [ "$name" != Cpus_allowed_list: ] && read -r name allowed; do :; done </proc/self/status
        if [ "$name" = Cpus_allowed_list: ]; then
          IFS=,
          set -- $allowed
          unset IFS
          for range; do cpus=$((cpus + ${range#*-} - ${range%-*} + 1)); done
        else
          cpus=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
        fi
        printf '%s\n' "os=${PRETTY_NAME:-$system}" "kernel=$release" "architecture=$architecture" "cpus=$cpus" "memory_kib=$memory" "hostname=$host"
        """;

    /// <summary>Reads what <see cref="Script"/> printed.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string output)
    {
        var facts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                facts[line[..equals]] = line[(equals + 1)..];
        }

        return facts;
    }
}
