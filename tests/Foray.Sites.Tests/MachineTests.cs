using Foray.Processes;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;

namespace Foray.Sites.Tests;

/// <summary>A machine of a site, up for one test.</summary>
public abstract class MachineTests : IAsyncLifetime
{
    private readonly FakeSiteContext _context;

    protected MachineTests()
    {
        Folder = Directory.CreateTempSubdirectory("foray-sites-").FullName;
        _context = new FakeSiteContext(Folder);
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Folder { get; }

    protected SystemProcesses Processes { get; } = new();

    protected ISite Site { get; private set; } = null!;

    private protected FakeSiteContext Context => _context;

    protected IMachine Machine { get; private set; } = null!;

    protected MachineRecord Record => _context.Records[^1];

    /// <summary>The machine's folder, which for all sites under test is on this computer.</summary>
    protected abstract string MachineFolder { get; }

    protected abstract ISite CreateSite();

    public async ValueTask InitializeAsync()
    {
        Site = CreateSite();
        var machine = Site.Machines[0];
        await Site.UpAsync([new MachineRequest("m1", $"id-{Guid.NewGuid():N}", machine.Labels, machine)], _context, Token);
        Machine = Site.Connect(Record, _context);
    }

    public async ValueTask DisposeAsync()
    {
        if (Machine is not null)
        {
            await Machine.DisposeAsync();
            await Site.DownAsync([Record], _context, CancellationToken.None);
        }

        Processes.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task<CommandEnd> RunAsync(CommandSpec command)
    {
        var handle = await Machine.StartAsync(command, Token);
        return await Machine.WaitAsync(handle, Token);
    }

    protected async Task<string> OutputAsync(string id, string name = "stdout")
    {
        var local = Path.Combine(Folder, "collected", id);
        await Machine.CollectAsync(new CommandHandle("m1", id), local, Token);
        return await File.ReadAllTextAsync(Path.Combine(local, name), Token);
    }

    /// <summary>Waits until the command has written the file: the command itself says how far it is.</summary>
    protected static async Task<string> ReadWhenWrittenAsync(string path)
    {
        while (!File.Exists(path) || !(await File.ReadAllTextAsync(path, Token)).EndsWith('\n'))
            await Task.Delay(5, Token);
        return (await File.ReadAllTextAsync(path, Token)).TrimEnd('\n');
    }
}
