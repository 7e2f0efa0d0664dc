using System.Globalization;
using Foray.CommandLine;

namespace Foray.Bench;

/// <summary>A line on 50 hosts, each a real sshd on this computer: Foray beside a loop of <c>ssh</c>, 50 at once, and beside Ansible.</summary>
internal static class Hosts
{
    public const string Name = "hosts";
    private const int Count = 50;
    private const int Rounds = 3;
    private const double LoopGoal = 1.5;
    private const double AnsibleGoal = 5;
    private const string Line = "hostname";

    /// <summary>The rows, each as soon as it is measured: all of them take minutes.</summary>
    public static async IAsyncEnumerable<string> RunAsync()
    {
        await using var hosts = await SshHosts.StartAsync(Count);
        var folder = Directory.CreateTempSubdirectory("foray-bench-").FullName;
        var file = Path.Combine(folder, "experiment.yml");
        await File.WriteAllTextAsync(file, $$"""
            name: hosts
            sites:
            {{hosts.Site("worker")}}
            experiments:
              - { kind: shell, name: work, inputs: [], scripts: [{ labels: [worker], script: {{Line}} }] }
            """);
        var inventory = Path.Combine(folder, "inventory");
        await File.WriteAllTextAsync(inventory, InventoryOf(hosts));
        await File.WriteAllTextAsync(Path.Combine(folder, "ansible.cfg"), "");
        try
        {
            foreach (var row in Measure(file, LoopOf(hosts), inventory))
                yield return row;
        }
        finally
        {
            Measurement.Run(Repository.Foray, "down", file);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Measure(string file, string loop, string inventory)
    {
        var times = Measurement.Alternate(Rounds,
            () => Measurement.Run(Repository.Foray, "run", "--force", file),
            () => Measurement.Run("/bin/sh", "-c", loop),
            () => RunFromNothing(file));
        yield return Row("`foray run`, hosts up", times[0], times[1], LoopGoal);
        yield return Row("`foray down` and `foray run`", times[2], times[1], null);
        if (!File.Exists(Ansible))
        {
            yield return "| the same | | Ansible is not installed | | |";
            yield break;
        }

        // Slow, and far from the goal on either side: fewer rounds.
        var slow = Measurement.Alternate(2,
            () => Measurement.Run(Repository.Foray, "run", "--force", file),
            () => RunAnsible(inventory, "--forks", Count.ToString(CultureInfo.InvariantCulture)),
            () => RunAnsible(inventory));
        yield return FasterRow(slow[0], "`ansible all -m command --forks 50`", slow[1]);
        yield return FasterRow(slow[0], "the same with its default of 5 forks", slow[2]);
    }

    private static void RunFromNothing(string file)
    {
        Measurement.Run(Repository.Foray, "down", file);
        Measurement.Run(Repository.Foray, "run", "--force", file);
    }

    private const string Ansible = "/usr/bin/ansible";

    private static void RunAnsible(string inventory, params string[] arguments) =>
        Measurement.Output(Ansible, new Dictionary<string, string> { ["ANSIBLE_CONFIG"] = Path.Combine(Path.GetDirectoryName(inventory)!, "ansible.cfg") }, ["all", "-i", inventory, "-m", "command", "-a", Line, .. arguments]);

    private static string LoopOf(SshHosts hosts) => string.Create(CultureInfo.InvariantCulture,
        $"printf '%s\\n' {string.Join(' ', hosts.Addresses)} | xargs -P {Count} -I HOST ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o UserKnownHostsFile={hosts.KnownHosts} -i {hosts.Key} -p {hosts.Port} HOST {Line}");

    private static string InventoryOf(SshHosts hosts) => string.Create(CultureInfo.InvariantCulture, $"""
        [all:vars]
        ansible_port={hosts.Port}
        ansible_ssh_private_key_file={hosts.Key}
        ansible_ssh_common_args=-F /dev/null -o IdentitiesOnly=yes -o UserKnownHostsFile={hosts.KnownHosts}
        [all]
        {string.Join('\n', hosts.Addresses)}
        """);

    private static string Row(string what, double time, double loop, double? goal) => string.Create(CultureInfo.InvariantCulture,
        $"| a line on {Count} hosts, {what}, median of {Rounds} | {time:0} ms | {Count} `ssh` at once {loop:0} ms | {time / loop:0.00} times | {(goal is { } most ? $"at most {most} times" : "")} |");

    private static string FasterRow(double time, string peer, double other) => string.Create(CultureInfo.InvariantCulture,
        $"| a line on {Count} hosts, `foray run`, hosts up, median of 2 | {time:0} ms | {peer} {other:0} ms | {other / time:0.0} times faster | at least {AnsibleGoal} times |");
}
