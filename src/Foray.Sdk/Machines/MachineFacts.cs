namespace Foray.Sdk.Machines;

/// <summary>Facts about a machine that runs a POSIX shell.</summary>
public static class MachineFacts
{
    /// <summary>A program for <c>/bin/sh</c> that prints the facts.</summary>
    public const string Script = """
        os=$(if [ -r /etc/os-release ]; then . /etc/os-release; echo "$PRETTY_NAME"; fi)
        memory=$(if [ -r /proc/meminfo ]; then read -r name amount unit </proc/meminfo; echo "$amount"; else echo $(($(sysctl -n hw.memsize) / 1024)); fi)
        set -- $(uname -snrm)
        printf '%s\n' "os=${os:-$1}" "kernel=$3" "architecture=$4"
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
