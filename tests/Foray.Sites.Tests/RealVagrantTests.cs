using Foray.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;
using Foray.Sites.Vagrant;

namespace Foray.Sites.Tests;

/// <summary>The real Vagrant, where it is installed, with a provider for tests: it reads our Vagrantfiles, and we read what it prints.</summary>
public sealed class RealVagrantTests : IAsyncLifetime
{
    private const string Installed = "/usr/bin/vagrant";
    private const string Box = "test/it's a #{box}";

    private readonly VagrantStandIn _vagrant = new(Installed);
    private readonly VagrantProcesses _processes;
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-sites-").FullName;
    private readonly FakeSiteContext _context;
    private readonly string[] _ids = [$"id-{Guid.NewGuid():N}", $"id-{Guid.NewGuid():N}"];

    public RealVagrantTests() => (_processes, _context) = (new VagrantProcesses(_vagrant.Program), new FakeSiteContext(_folder));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Installed), "vagrant is not installed");
        VagrantStandIn.SkipWhereMissing();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _vagrant.Dispose();
        _processes.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_brings_machines_up_leaves_them_alone_and_takes_them_down()
    {
        _vagrant.AddBox(Box);
        var site = Site("config.vm.boot_timeout = 600 # a comment");
        await UpAsync(site);
        await using (var machine = site.Connect(_context.LatestRecords[1], _context))
        {
            var handle = await machine.StartAsync(new CommandSpec("c", "exit 7"), Token);
            Assert.Equal(7, (await machine.WaitAsync(handle, Token)).ExitCode);
        }

        var calls = _vagrant.Calls.Count;
        await UpAsync(site);
        Assert.Equal(calls, _vagrant.Calls.Count);

        await site.DownAsync(_context.LatestRecords, _context, Token);

        Assert.Empty(_vagrant.Machines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    [Fact]
    public async Task It_says_that_a_box_a_provider_and_code_are_wrong()
    {
        var noBox = await FailAsync(Site(change: options => options with { Box = "test/nowhere" }));
        var badName = await FailAsync(Site());
        var noProvider = await FailAsync(Site(change: options => options with { Backend = VagrantBackend.Virtualbox }));
        var badCode = await FailAsync(Site("config.vm.box = ("));

        Assert.Equal(["FORAY351", "FORAY351", "FORAY352", "FORAY359"], [noBox.Code, badName.Code, noProvider.Code, badCode.Code]);
        Assert.StartsWith("machine 'm1' could not be brought up: The box 'test/nowhere' could not be found or could not be accessed in the remote catalog. … URL:", noBox.Message, StringComparison.Ordinal);
        Assert.Contains("bad URI", badName.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("from /", badName.Message, StringComparison.Ordinal);
        Assert.Contains("Vagrant could not detect VirtualBox!", noProvider.Message, StringComparison.Ordinal);
        Assert.Contains("syntax error", badCode.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    private async Task<Diagnostic> FailAsync(VagrantSite site)
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));
        await site.DownAsync(_context.LatestRecords, _context, Token);
        return failure.Diagnostics[0];
    }

    private VagrantSite Site(string? code = null, Func<VagrantSiteOptions, VagrantSiteOptions>? change = null)
    {
        var options = VagrantSites.Options(VagrantSites.Group("a", 2)) with { Box = Box, ConfigExtra = code };
        return new VagrantSite(change?.Invoke(options) ?? options, _processes);
    }

    private Task UpAsync(VagrantSite site) =>
        site.UpAsync([.. site.Machines.Select((machine, index) => new MachineRequest($"m{index + 1}", _ids[index], machine.Labels, machine))], _context, Token);
}
