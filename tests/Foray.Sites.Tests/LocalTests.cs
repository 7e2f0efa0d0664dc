using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;
using Foray.Sites.Local;

namespace Foray.Sites.Tests;

public sealed class LocalCommandTests : CommandContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => LocalSites.Create(Processes);
}

public sealed class LocalFileTests : FileContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => LocalSites.Create(Processes);
}

public sealed class LocalSiteTests : IDisposable
{
    private readonly Foray.Processes.SystemProcesses _processes = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-sites-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _processes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void There_are_as_many_machines_as_the_groups_ask_for()
    {
        var site = new LocalSite(
            new LocalSiteOptions { Resources = new LocalResources { Machines = [new() { Labels = new LabelSet(["a"]), Number = 2 }, new() { Labels = new LabelSet(["b", "c"]) }] } },
            _processes);
        Assert.Equal(["a", "a", "b, c"], site.Machines.Select(machine => string.Join(", ", machine.Labels)));
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_not_taken()
    {
        var context = new FakeSiteContext(_folder);
        var site = LocalSites.Create(_processes);
        var strange = Path.Combine(context.StateFolder, "m1", "file");
        Directory.CreateDirectory(Path.GetDirectoryName(strange)!);
        await File.WriteAllTextAsync(strange, "x", Token);
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => site.UpAsync([new MachineRequest("m1", "id", ["a"], site.Machines[0])], context, Token));
        Assert.Equal("FORAY335", exception.Diagnostics[0].Code);
        await site.DownAsync(context.Records, context, Token);
        Assert.True(File.Exists(strange));
    }

    [Fact]
    public async Task Commands_see_nothing_of_the_settings_of_Foray()
    {
        Environment.SetEnvironmentVariable("FORAY_TEST_SETTING", "x");
        var context = new FakeSiteContext(_folder);
        var site = LocalSites.Create(_processes);
        await site.UpAsync([new MachineRequest("m1", $"id-{Guid.NewGuid():N}", ["a"], site.Machines[0])], context, Token);
        await using var machine = site.Connect(context.Records[0], context);
        await machine.WaitAsync(await machine.StartAsync(new CommandSpec("e", "env | sed -n 's/^\\(FORAY_[A-Z_]*\\)=.*/\\1/p' | sort"), Token), Token);
        await machine.CollectAsync(new CommandHandle("m1", "e"), _folder, Token);
        Assert.Equal("FORAY_MACHINE\nFORAY_MACHINE_ID\nFORAY_METRICS\nFORAY_SHARED\nFORAY_TASK\n", await File.ReadAllTextAsync(Path.Combine(_folder, "stdout"), Token));
        await site.DownAsync(context.Records, context, Token);
    }
}

internal static class LocalSites
{
    public static LocalSite Create(Foray.Processes.SystemProcesses processes) =>
        new(new LocalSiteOptions { Resources = new LocalResources { Machines = [new LocalMachineGroup { Labels = new LabelSet(["a"]) }] } }, processes);
}
