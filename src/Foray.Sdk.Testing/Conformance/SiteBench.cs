using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Sites;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A site with its machines, for one check.</summary>
internal sealed class SiteBench : IAsyncDisposable
{
    private readonly SiteSubject _subject;
    private readonly Trial _trial;
    private readonly FakeHost _host = new(TimeProvider.System);
    private readonly List<IMachine> _connected = [];

    public SiteBench(SiteSubject subject, Trial trial)
    {
        (_subject, _trial) = (subject, trial);
        Site = subject.Create(_host);
        Context = new FakeSiteContext(_host.Folder);
        Requests = [.. Site.Machines.Select((machine, index) => new MachineRequest($"m{index + 1}", $"kit-{Guid.NewGuid():N}", machine.Labels, machine))];
        trial.Require(Requests.Count > 0, "the site has no machine", "give the subject options for two machines or more");
    }

    public ISite Site { get; }

    public FakeSiteContext Context { get; }

    public IReadOnlyList<MachineRequest> Requests { get; }

    public string StateFolder => Context.StateFolder;

    public Task UpAsync() => _trial.EndsAsync(
        () => Site.UpAsync(Requests, Context, _trial.Token), "up", "return when the machines can be used; where that takes longer by nature, give the subject more patience");

    public Task DownAsync(IReadOnlyList<MachineRecord>? records = null) => _trial.EndsAsync(
        () => Site.DownAsync(records ?? Context.LatestRecords, Context, _trial.Token), "down", "return when the machines are gone");

    /// <summary>The record of a machine that a site must have written.</summary>
    public MachineRecord RecordOf(MachineRequest request)
    {
        var record = Context.LatestRecords.FirstOrDefault(record => record.Name == request.Name);
        _trial.Require(record is not null, $"machine '{request.Name}' was not recorded", "call the context's Record for every machine, before anything is made that a crash would orphan");
        _trial.Require(
            record!.Id == request.Id && record.Labels.SequenceEqual(request.Labels),
            $"machine '{request.Name}' was recorded with another id or other labels than it was asked for",
            "take the record's name, id and labels from the request");
        return record;
    }

    public IMachine Connect(MachineRecord record, ISite? site = null)
    {
        var machine = (site ?? Site).Connect(record, Context);
        _connected.Add(machine);
        return machine;
    }

    /// <summary>Another site of the same options, as a later command has it.</summary>
    public ISite Later() => _subject.Create(_host);

    /// <summary>A breach where a machine does not do what it is told.</summary>
    public async Task RequireAnswerAsync(IMachine machine, string when)
    {
        var id = $"kit-{Guid.NewGuid():N}";
        int? code = null;
        await _trial.EndsAsync(
            async () =>
            {
                var handle = await machine.StartAsync(new CommandSpec(id, "exit 7"), _trial.Token);
                code = (await machine.WaitAsync(handle, _trial.Token)).ExitCode;
                await machine.RemoveAsync(id, _trial.Token);
            },
            $"a command on '{machine.Name}' {when}",
            "make the machine answer before up returns");
        _trial.Require(code == 7, $"a command that ends with exit code 7 on '{machine.Name}' {when} ended with {code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}", "hand back the command's exit code");
    }

    public async Task<bool> ExistsAsync(MachineRecord record) =>
        _subject.ExistsAsync is { } exists ? await exists(record, _trial.Token) : Directory.Exists(StateFolder) && Directory.EnumerateFileSystemEntries(StateFolder).Any();

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _connected)
            await machine.DisposeAsync();
        await Site.DownAsync(Context.LatestRecords, Context, CancellationToken.None);
        _host.Dispose();
    }
}
