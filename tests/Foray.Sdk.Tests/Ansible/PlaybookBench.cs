using Foray.Sdk.Ansible;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Sdk.Tests.Ansible;

/// <summary>Machines, a playbook in a folder of its own, and the real Ansible.</summary>
internal sealed class PlaybookBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-playbook-").FullName;

    public PlaybookBench(params IReadOnlyList<string> machines)
    {
        Assert.SkipWhen(Processes.Find(IAnsible.Program) is null, "Ansible is not installed");
        Machines = [.. machines.Select(name => new FakeMachine(name))];
    }

    public TestProcesses Processes { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public IReadOnlyList<FakeMachine> Machines { get; }

    public List<PlaybookEvent> Told { get; } = [];

    public string Folder => _folder;

    /// <summary>A playbook of one play for all machines, made of these tasks.</summary>
    public Playbook Of(string tasks, string hosts = "all")
    {
        var lines = tasks.Split('\n').Select(line => "    " + line);
        File.WriteAllText(Path.Combine(_folder, "main.yml"), $"- hosts: {hosts}\n  gather_facts: false\n  tasks:\n{string.Join('\n', lines)}\n");
        return new Playbook(Path.Combine(_folder, "main.yml"), [.. Machines.Cast<IMachine>()]) { Observer = Told.Add };
    }

    public Task<PlaybookResult> RunAsync(Playbook playbook, CancellationToken? cancellationToken = null) =>
        new AnsiblePlaybooks(Processes, Time).RunAsync(playbook, cancellationToken ?? TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
            await machine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
