namespace Foray.Sdk.Machines;

/// <summary>Facts about a machine that runs a POSIX shell.</summary>
public static class MachineFacts
{
    /// <summary>A program for a <c>/bin/sh</c> of its own, or a subshell, that prints the facts.</summary>
    public const string Script = """
        PRETTY_NAME=
        [ ! -r /etc/os-release ] || . /etc/os-release
        if [ -r /proc/meminfo ]; then read -r name memory unit </proc/meminfo; else memory=$(($(sysctl -n hw.memsize) / 1024)); fi
        set -- $(uname -snrm)
        printf '%s\n' "os=${PRETTY_NAME:-$1}" "kernel=$3" "architecture=$4"
        printf '%s\n' "cpus=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)" "memory_kib=$memory" "hostname=$2"
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
