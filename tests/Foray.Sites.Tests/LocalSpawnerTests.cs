using System.Collections.Concurrent;
using Foray.Processes;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sites.Local;

namespace Foray.Sites.Tests;

public sealed class LocalSpawnerTests : IDisposable
{
    private static readonly SystemProcesses Shared = new();
    private static readonly ConcurrentDictionary<FakeHost, LocalSpawner> Spawners = new();

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. SpawnerConformance.Checks(new SpawnerSubject(Create) { FindMade = host => FindMachineFolders(Spawners[host]) }),
        .. PluginConformance.Checks(new PluginSubject(typeof(LocalSpawner))),
    ];

    private readonly SystemProcesses _processes = new();
    private readonly LocalSpawner _spawner;
    private readonly string _results = Directory.CreateTempSubdirectory("foray-sites-").FullName;

    public LocalSpawnerTests() => _spawner = new LocalSpawner(_processes);

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, Token);

    [Fact]
    public async Task A_program_in_a_folder_of_its_own_choice_makes_no_folder()
    {
        var machine = await AcquireAsync();
        await machine.RunProgramAsync(new ProgramSpec("1", "sh", ["-c", "echo $FORAY_SHARED; test -d \"$FORAY_SHARED\""]) { WorkingFolder = _results }, _results, Token);
        var shared = (await File.ReadAllTextAsync(Path.Combine(_results, "stdout"), Token)).Trim();
        Assert.Equal([shared], Directory.GetFileSystemEntries(Path.GetDirectoryName(shared)!));
        await _spawner.ReleaseAsync(machine, Token);
        Assert.Equal([shared], Directory.GetFileSystemEntries(Path.GetDirectoryName(shared)!));
    }

    [Fact]
    public async Task A_machines_folder_is_made_when_it_is_needed_and_removed_on_release_with_what_runs_there()
    {
        var machine = await AcquireAsync();
        var handle = await machine.StartAsync(new CommandSpec("1", "setsid sleep 1000 & exec sleep 1000"), Token);
        var work = System.Text.Encoding.UTF8.GetString((await machine.ExecuteAsync(new ExecutionRequest("pwd"), Token)).Output.Span).Trim();
        Assert.True(Directory.Exists(work));
        await _spawner.ReleaseAsync(machine, Token);
        Assert.False(Directory.Exists(work));
        Assert.Null((await machine.WaitAsync(handle, Token)).ExitCode);
    }

    [Fact]
    public async Task Tests_share_a_folder_that_goes_with_the_spawner()
    {
        var (one, other) = (await AcquireAsync(), await AcquireAsync());
        await one.RunProgramAsync(new ProgramSpec("1", "sh", ["-c", "echo word >\"$FORAY_SHARED/file\""]), _results, Token);
        await other.RunProgramAsync(new ProgramSpec("1", "sh", ["-c", "cat \"$FORAY_SHARED/file\"; echo $FORAY_SHARED"]), _results, Token);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_results, "stdout"), Token);
        Assert.Equal("word", lines[0]);
        _spawner.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(lines[1])));
    }

    [Fact]
    public async Task A_machine_that_came_back_lends_its_name()
    {
        var (one, _) = (await AcquireAsync(), await AcquireAsync());
        await _spawner.ReleaseAsync(one, Token);
        Assert.Equal(["local-1", "local-3"], (string[])[(await AcquireAsync()).Name, (await AcquireAsync()).Name]);
    }

    public void Dispose()
    {
        _spawner.Dispose();
        _processes.Dispose();
        Directory.Delete(_results, recursive: true);
    }

    private static LocalSpawner Create(FakeHost host)
    {
        host.Add<IProcesses>(Shared);
        return Spawners[host] = PluginUnderTest.Create<LocalSpawner>(null, host);
    }

    private static IReadOnlyList<string> FindMachineFolders(LocalSpawner spawner) =>
        spawner.Folder is { } folder ? [.. Directory.GetDirectories(folder).Where(path => Path.GetFileName(path) != MachineLayout.Shared)] : [];

    private Task<IMachine> AcquireAsync() => _spawner.AcquireAsync(new Runnable("exec-test", "/bin/true"), Token);
}
