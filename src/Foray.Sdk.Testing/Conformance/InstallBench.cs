using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Brings a host's machines to the wanted state: what software and deployments have in common.</summary>
internal delegate Task Install(IInstallContext context, CancellationToken cancellationToken);

/// <summary>Machines on which one check installs.</summary>
internal sealed class InstallBench : IAsyncDisposable
{
    public const string VariableValue = "a 'value' with \"quotes\"";

    private readonly InstallSubject _subject;
    private readonly Trial _trial;
    private readonly List<FakeHost> _hosts = [];
    private readonly List<FakeInstallContext> _contexts = [];

    public InstallBench(InstallSubject subject, Trial trial)
    {
        (_subject, _trial) = (subject, trial);
        Machines = [.. Enumerable.Range(1, Math.Max(2, subject.Machines)).Select(number => new FakeMachine($"m{number}"))];
        foreach (var machine in Machines)
            subject.Prepare(machine);
    }

    public IReadOnlyList<FakeMachine> Machines { get; }

    /// <summary>Installs once, and gives what the host was told.</summary>
    public async Task<FakeInstallContext> RunAsync(Func<FakeHost, Install> create, string id = "section-1")
    {
        var context = Context(id);
        var install = create(Host());
        await _trial.EndsAsync(
            () => install(context, _trial.Token), "the work", "end it when its commands have ended; where it takes longer by nature, give the subject more patience");
        return context;
    }

    /// <summary>As <see cref="RunAsync"/>, where everything has to succeed.</summary>
    public async Task<FakeInstallContext> SucceedAsync(Func<FakeHost, Install> create, string id = "section-1")
    {
        var context = await RunAsync(create, id);
        foreach (var machine in Machines)
        {
            _trial.Require(context.Reports.ContainsKey(machine.Name), $"machine '{machine.Name}' was not reported", "call the context's Report once for every machine");
            var failure = context.Reports[machine.Name].Failure;
            _trial.Require(failure is null, $"the work failed on '{machine.Name}': {failure}", "make it succeed here; programs that it needs are put on the machine by the subject's Prepare");
        }

        return context;
    }

    public FakeInstallContext Context(string id)
    {
        var context = new FakeInstallContext(Machines) { Id = id, Variables = new Dictionary<string, string> { [InstallSubject.VariableName] = VariableValue } };
        _contexts.Add(context);
        return context;
    }

    public FakeHost Host()
    {
        var host = new FakeHost(TimeProvider.System);
        _hosts.Add(host);
        return host;
    }

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Snapshots() => [.. Machines.Select(machine => machine.Snapshot())];

    /// <summary>A breach where anything differs from earlier snapshots.</summary>
    public void RequireUnchanged(IReadOnlyList<IReadOnlyDictionary<string, string>> before, string when, string remedy)
    {
        foreach (var (machine, snapshot) in Machines.Zip(before))
        {
            var difference = FileSnapshot.Difference(snapshot, machine.Snapshot());
            _trial.Require(difference is null, $"{when} left differences on '{machine.Name}': {difference}", remedy);
        }
    }

    /// <summary>A breach where a plugin that can tell says that it changed something.</summary>
    public void RequireUnchangedReports(FakeInstallContext context, string when)
    {
        foreach (var (machine, outcome) in context.Reports)
        {
            _trial.Require(
                !_subject.TellsChanges || !outcome.Changed,
                $"{when} was reported as Changed on '{machine}'",
                "report Changed: false where all was as wanted already; where the plugin cannot know, set TellsChanges = false on the subject");
        }
    }

    /// <summary>The outcome of a machine after work that may have ended in an exception too.</summary>
    public async Task<FakeInstallContext> TryAsync(Func<FakeHost, Install> create)
    {
        var context = Context("section-1");
        var install = create(Host());
        await _trial.EndsAsync(
            async () =>
            {
                try
                {
                    await install(context, _trial.Token);
                }
                catch (DiagnosticException)
                {
                    // What it reported before tells whether the others suffered.
                }
            },
            "the work with one machine broken",
            "let a machine that fails end, and report it");
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
            await machine.DisposeAsync();
        foreach (var context in _contexts)
            context.Dispose();
        foreach (var host in _hosts)
            host.Dispose();
    }
}
