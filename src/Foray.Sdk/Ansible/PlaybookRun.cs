using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Ansible;

/// <summary>One run of a playbook.</summary>
internal sealed class PlaybookRun(Playbook playbook, string program, IProcesses processes)
{
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(30);

    private readonly PlaybookProgress _progress = new(playbook.Observer);
    private readonly ConcurrentDictionary<string, Diagnostic> _unprepared = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AnsibleHost> _hosts = new(StringComparer.Ordinal);
    private MachineBridge? _bridge;

    public async Task<PlaybookResult> RunAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(playbook.Machines.Select(machine => PrepareAsync(machine, cancellationToken)));
        IReadOnlyList<AnsibleHost> hosts = [.. playbook.Machines.Select(machine => _hosts.GetValueOrDefault(machine.Name)).OfType<AnsibleHost>()];
        var end = hosts.Count > 0 ? await RunAsync(hosts, cancellationToken) : new PlaybookEnd(0, "");
        await ForEachAsync(hosts, host => host.FinishAsync(cancellationToken));
        return Outcomes(machine => _progress.HasEnded(machine.Name) ? null : throw RefusedBy(end));
    }

    /// <summary>Ends what is left of it on the machines, for as long as that takes at most.</summary>
    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(LongestCleanUp);
        await ForEachAsync(playbook.Machines, machine => machine.RemoveAsync(playbook.Id, limit.Token));
        await ForEachAsync(_hosts.Values, host => host.FinishAsync(limit.Token));
    }

    /// <summary>What is known when the time is up.</summary>
    public PlaybookResult TimedOut() => Outcomes(machine => Diagnostic.Error(AnsibleCodes.TimedOut,
        $"the playbook '{Name}' did not end on machine '{machine.Name}' within {Duration.Format(playbook.Timeout)}", "see whether the machine still answers, and what the playbook waits for"));

    private string Name => $"{Path.GetFileName(Path.GetDirectoryName(playbook.Path))}/{Path.GetFileName(playbook.Path)}";

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> work) => Task.WhenAll(items.Select(async item =>
    {
        try
        {
            await work(item);
        }
        catch (Exception error) when (error is DiagnosticException or OperationCanceledException)
        {
            // A machine that cannot be reached is told about by what needs it next.
        }
    }));

    private async Task PrepareAsync(IMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            _hosts[machine.Name] = await AnsibleHost.PrepareAsync(machine, playbook.Id, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            _unprepared[machine.Name] = failure.Diagnostics[0];
        }
    }

    private async Task<PlaybookEnd> RunAsync(IReadOnlyList<AnsibleHost> hosts, CancellationToken cancellationToken)
    {
        using var folder = new AnsibleFolder();
        folder.Write(playbook, hosts);
        await using var bridge = new MachineBridge(folder.Socket, hosts.Select(host => host.Machine), playbook.Id);
        _bridge = bridge;
        IReadOnlyList<string> check = playbook.IsCheck ? ["--check"] : [];
        await using var ansible = processes.Start(new ProcessRequest(program, ["--extra-vars", $"@{folder.Variables}", .. check, playbook.Path])
        {
            WorkingFolder = Path.GetDirectoryName(playbook.Path),
            Environment = EnvironmentFor(folder),
        });
        await ansible.Input.DisposeAsync();
        using var reader = new StreamReader(ansible.Output);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            _progress.Read(line);
        return new PlaybookEnd(await ansible.Exit.WaitAsync(cancellationToken), ansible.Error);
    }

    // The user's own settings of Ansible would change what a plugin's playbook does; their collections stay.
    private static Dictionary<string, string?> EnvironmentFor(AnsibleFolder folder)
    {
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("ANSIBLE_", StringComparison.Ordinal) && !name.StartsWith("ANSIBLE_COLLECTIONS_PATH", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        environment["ANSIBLE_CONFIG"] = folder.Configuration;
        environment["ANSIBLE_HOME"] = folder.Home;
        environment["ANSIBLE_LOCAL_TEMP"] = folder.Home;
        environment["ANSIBLE_NOCOLOR"] = "1";
        environment["PYTHONUNBUFFERED"] = "1";
        environment["LC_ALL"] = "C.UTF-8";
        return environment;
    }

    private PlaybookResult Outcomes(Func<IMachine, Diagnostic?> unlessTold) => new(playbook.Machines.ToDictionary(
        machine => machine.Name,
        machine =>
        {
            var failure = _unprepared.GetValueOrDefault(machine.Name) ?? (_progress.FailureOf(machine.Name) is { } told ? Explain(told) : unlessTold(machine));
            var changes = _progress.ChangesOf(machine.Name) + (_hosts.GetValueOrDefault(machine.Name) is { GotPython: true } ? 1 : 0);
            return new PlaybookOutcome(changes, failure, _progress.DataOf(machine.Name));
        },
        StringComparer.Ordinal));

    private Diagnostic Explain(PlaybookEvent failed)
    {
        var reason = failed.Message.Length == 0 ? "no reason was given" : failed.Message;
        // Where Ansible cannot clean up after a task on a machine that was lost, it says that the task failed.
        return failed.Status == PlaybookTaskStatus.Unreachable || _bridge?.IsLost(failed.Machine) == true
            ? Diagnostic.Error(AnsibleCodes.Unreachable, $"machine '{failed.Machine}' was lost in the task '{failed.Task}' of '{Name}': {reason}", "check that the machine is up, and run again")
            : Diagnostic.Error(AnsibleCodes.TaskFailed, $"the task '{failed.Task}' of '{Name}' failed on machine '{failed.Machine}': {reason}", "mend what it says, and run again: what is done already stays");
    }

    private DiagnosticException RefusedBy(PlaybookEnd end)
    {
        var lines = end.Error.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var reason = lines.Find(line => line.StartsWith("ERROR!", StringComparison.Ordinal))?["ERROR!".Length..].Trim() ?? lines.LastOrDefault() ?? $"it ended with exit code {end.ExitCode}";
        return new DiagnosticException(Diagnostic.Error(AnsibleCodes.Refused, $"Ansible refused the playbook '{playbook.Path}': {reason}", "tell the author of the package that brings it"));
    }

    private sealed record PlaybookEnd(int ExitCode, string Error);
}
