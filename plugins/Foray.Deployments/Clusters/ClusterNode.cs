using System.Globalization;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Deployments.Clusters;

/// <summary>A machine as a cluster has to know it.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="HostName">Its host's short name, which is the node's name too.</param>
/// <param name="Addresses">Its addresses, in its own order.</param>
/// <param name="Cpus">Its processors.</param>
/// <param name="MemoryKib">Its memory, in KiB.</param>
internal sealed record ClusterNode(IMachine Machine, string HostName, IReadOnlyList<string> Addresses, int Cpus, long MemoryKib)
{
    /// <summary>A machine does not tell what has to be known of it.</summary>
    public const string Untold = "FORAY372";

    /// <summary>Two machines of a cluster have one name.</summary>
    public const string SameName = "FORAY373";

    // The name is that which programs there are told; the last line about a fact counts.
    private const string Question = MachineFacts.Script + "\necho \"hostname=$(uname -n)\"\nfor address in $(hostname -I 2>/dev/null); do echo \"address=$address\"; done";

    /// <summary>Memory that a cluster gives to jobs; the rest is the system's.</summary>
    public long UsableMib => Math.Max(1, MemoryKib / 1024 * 95 / 100);

    /// <summary>Asks machines, all at once.</summary>
    /// <exception cref="DiagnosticException">One cannot be reached or does not tell, or two have one host name.</exception>
    /// <param name="machines">The machines, each once.</param>
    /// <param name="system">Name of the system that knows its nodes by the names of their hosts, for the message.</param>
    /// <param name="id">Marks what runs there.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public static async Task<IReadOnlyList<ClusterNode>> AskAllAsync(IReadOnlyList<IMachine> machines, string system, string id, CancellationToken cancellationToken)
    {
        var nodes = await Task.WhenAll(machines.Select(machine => AskAsync(machine, id, cancellationToken)));
        RequireOwnNames(nodes, system);
        return nodes;
    }

    /// <summary>Refuses nodes of which two have one host name.</summary>
    /// <exception cref="DiagnosticException">Two have.</exception>
    public static void RequireOwnNames(IReadOnlyList<ClusterNode> nodes, string system)
    {
        foreach (var group in nodes.GroupBy(node => node.HostName, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            throw new DiagnosticException(Diagnostic.Error(
                SameName, $"machines {string.Join(" and ", group.Select(node => $"'{node.Machine.Name}'"))} are both named '{group.Key}', and {system} knows its nodes by the names of their hosts",
                "give each host a name of its own"));
    }

    /// <summary>The first address that is the machine's alone among these: those of bridges and of networks behind a translator are the same everywhere. Null where it has none.</summary>
    public string? OwnAddress(IReadOnlyList<ClusterNode> all) =>
        Addresses.FirstOrDefault(address => !address.Contains(':', StringComparison.Ordinal) && all.All(other => other == this || !other.Addresses.Contains(address)));

    /// <summary>Asks a machine.</summary>
    /// <exception cref="DiagnosticException">It cannot be reached, or does not tell.</exception>
    private static async Task<ClusterNode> AskAsync(IMachine machine, string id, CancellationToken cancellationToken)
    {
        var result = await machine.ExecuteAsync(new ExecutionRequest(Question) { Id = id }, cancellationToken);
        return result.ExitCode == 0 && Read(machine, Encoding.UTF8.GetString(result.Output.Span)) is { } node
            ? node
            : throw new DiagnosticException(Diagnostic.Error(Untold, $"machine '{machine.Name}' does not tell its name, processors and memory: {result.Error.Trim()}", "see that its shell works as POSIX wants it"));
    }

    /// <summary>Reads what a machine tells; null where something is missing.</summary>
    public static ClusterNode? Read(IMachine machine, string text)
    {
        var facts = MachineFacts.Parse(text);
        var addresses = text.Split('\n').Where(line => line.StartsWith("address=", StringComparison.Ordinal)).Select(line => line["address=".Length..]).ToList();
        return facts.GetValueOrDefault("hostname") is { Length: > 0 } host
            && int.TryParse(facts.GetValueOrDefault("cpus"), NumberStyles.None, CultureInfo.InvariantCulture, out var cpus)
            && long.TryParse(facts.GetValueOrDefault("memory_kib"), NumberStyles.None, CultureInfo.InvariantCulture, out var memory)
                ? new ClusterNode(machine, host.Split('.')[0], addresses, cpus, memory)
                : null;
    }
}
