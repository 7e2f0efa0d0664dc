using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sites.Ssh;

namespace Foray.Sites.Tests;

public sealed class SshCommandTests(SshServer server) : CommandContract, IClassFixture<SshServer>
{
    protected override string MachineFolder => SshFolders.Of(Record.Id);

    protected override ISite CreateSite() => SshFolders.Site(server, Processes);

    [Fact]
    public async Task A_claim_that_was_left_empty_keeps_nobody_from_starting()
    {
        var folder = Path.Combine(MachineFolder, "tasks", "cut");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "starting"), "", Token);
        Assert.Equal(0, (await RunAsync(new CommandSpec("cut", "echo ran"))).ExitCode);
        Assert.Equal("ran\n", await OutputAsync("cut"));
    }
}

public sealed class SshFileTests(SshServer server) : FileContract, IClassFixture<SshServer>
{
    protected override string MachineFolder => SshFolders.Of(Record.Id);

    protected override ISite CreateSite() => SshFolders.Site(server, Processes);
}

public sealed class SshFileWithoutRsyncTests(PathWithoutRsync path) : FileContract, IClassFixture<PathWithoutRsync>
{
    protected override string MachineFolder => SshFolders.Of(Record.Id);

    protected override ISite CreateSite() => SshFolders.Site(path.Server, Processes);

    [Fact]
    public async Task The_machine_has_no_rsync()
    {
        if (File.Exists("/usr/bin/rsync"))
            Assert.Equal(["rsync"], await Machine.FindMissingToolsAsync(["rsync"], Token));
    }
}

/// <summary>A server whose <c>PATH</c> holds every program but rsync.</summary>
public sealed class PathWithoutRsync : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-path-").FullName;

    public SshServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var program in Directory.EnumerateFiles("/usr/bin").Concat(Directory.EnumerateFiles("/bin")))
        {
            var link = Path.Combine(_folder, Path.GetFileName(program));
            if (Path.GetFileName(program) != "rsync" && !Path.Exists(link))
                File.CreateSymbolicLink(link, program);
        }

        Server = new SshServer { ForcedPath = _folder };
        await Server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

internal static class SshFolders
{
    public static string Of(string machineId) => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".foray", machineId);

    public static SshSite Site(SshServer server, Foray.Processes.SystemProcesses processes)
    {
        server.SkipWhereMissing();
        return new SshSite(server.Options, processes);
    }
}
