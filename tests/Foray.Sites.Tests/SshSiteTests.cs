using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;
using Foray.Sites.Ssh;

namespace Foray.Sites.Tests;

/// <summary>What only an SSH site has: connections, and the ways in which they fail.</summary>
public sealed class SshSiteTests : IAsyncLifetime
{
    private readonly SshServer _server = new();
    private readonly Foray.Processes.SystemProcesses _processes = new();
    private readonly string _id = $"id-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeSiteContext Context => new(_server.Folder);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.SkipWhereMissing();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _processes.Dispose();
    }

    [Fact]
    public async Task A_host_key_that_is_not_known_is_told_with_the_way_out()
    {
        await File.WriteAllTextAsync(_server.KnownHosts, "", Token);
        var diagnostic = Assert.Single(await FailAsync(_server.Options));
        Assert.Equal("FORAY321", diagnostic.Code);
        Assert.Contains($"ssh-keyscan -p {_server.Port} 127.0.0.1", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_key_that_changed_is_told()
    {
        await _server.KeygenAsync("other");
        await _server.WriteKnownHostsAsync(Path.Combine(_server.Folder, "other.pub"));
        var diagnostic = Assert.Single(await FailAsync(_server.Options));
        Assert.Equal("FORAY321", diagnostic.Code);
        Assert.Contains("another key", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_is_told()
    {
        await _server.KeygenAsync("stranger");
        Assert.Equal("FORAY322", Assert.Single(await FailAsync(_server.Options with { Key = Path.Combine(_server.Folder, "stranger") })).Code);
    }

    [Fact]
    public async Task Every_host_that_cannot_be_reached_is_told()
    {
        var options = _server.OptionsOf(
            new SshMachineGroup { Labels = new LabelSet(["a"]), Host = "127.0.0.1", Port = SshServer.FreePort() },
            new SshMachineGroup { Labels = new LabelSet(["b"]), Host = "no-such-host.invalid" });
        Assert.Equal(["FORAY323", "FORAY323"], (await FailAsync(options)).Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public async Task Down_tells_the_host_that_cannot_be_reached_and_goes_on_with_the_others()
    {
        var context = Context;
        var site = await UpAsync(_server.Options, context);
        var lost = context.Records[0] with { Name = "m2", Data = (SshAddress.FromJson(context.Records[0].Data) with { Port = SshServer.FreePort() }).ToJson() };
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => site.DownAsync([lost, context.Records[0]], context, Token));
        Assert.Equal("FORAY323", Assert.Single(exception.Diagnostics).Code);
        Assert.False(Directory.Exists(SshFolders.Of(_id)));
    }

    [Fact]
    public async Task A_jump_host_whose_key_is_not_known_is_told()
    {
        await using var jump = new SshServer { Trusted = _server };
        await jump.InitializeAsync();
        var diagnostic = Assert.Single(await FailAsync(_server.Options with { Jump = $"127.0.0.1:{jump.Port}" }));
        Assert.Equal("FORAY321", diagnostic.Code);
        Assert.Contains($"-p {jump.Port} ", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jump_host_that_is_down_is_told()
    {
        var down = SshServer.FreePort();
        var diagnostic = Assert.Single(await FailAsync(_server.Options with { Jump = $"127.0.0.1:{down}" }));
        Assert.Equal("FORAY323", diagnostic.Code);
        Assert.Contains("jump host", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_takes_nothing_but_passwords_is_told_and_asks_nobody()
    {
        await using var asking = new SshServer { WantsPassword = true };
        await asking.InitializeAsync();
        var diagnostic = Assert.Single(await FailAsync(asking.Options));
        Assert.Equal("FORAY322", diagnostic.Code);
        Assert.Contains("password", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_lacks_a_program_is_told()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_server.Folder, "bin")).FullName;
        foreach (var program in Directory.EnumerateFiles("/usr/bin").Where(program => Path.GetFileName(program) is "dd" or "sh" or "grep" or "stat"))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        await using var bare = new SshServer { ForcedPath = folder };
        await bare.InitializeAsync();
        var context = Context;
        var diagnostics = await FailAsync(bare.Options, context);
        Assert.All(diagnostics, diagnostic => Assert.Equal("FORAY324", diagnostic.Code));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Message.Contains("'setsid'", StringComparison.Ordinal));
        Assert.False(Directory.Exists(SshFolders.Of(_id)));
        await new SshSite(bare.Options, _processes).DownAsync(context.Records, context, Token);
    }

    [Fact]
    public async Task A_jump_host_leads_to_a_host_behind()
    {
        await using var jump = new SshServer { Trusted = _server };
        await jump.InitializeAsync();
        await _server.WriteKnownHostsAsync(Path.Combine(_server.Folder, "host.pub"), jump);
        var context = Context;
        var site = await UpAsync(_server.Options with { Jump = $"root@127.0.0.1:{jump.Port}" }, context);
        await using (var machine = site.Connect(context.Records[0], context))
        {
            await machine.WaitAsync(await machine.StartAsync(new CommandSpec("j", "echo here"), Token), Token);
            await machine.CollectAsync(new CommandHandle("m1", "j"), _server.Folder, Token);
            Assert.Single(await _server.ConnectionsAsync());
        }

        Assert.Equal("here\n", await File.ReadAllTextAsync(Path.Combine(_server.Folder, "stdout"), Token));
        await site.DownAsync(context.Records, context, Token);
        Assert.False(Directory.Exists(SshFolders.Of(_id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public async Task Waits_outlive_a_broken_connection(int commands)
    {
        var context = Context;
        var site = await UpAsync(_server.Options, context);
        await using (var machine = site.Connect(context.Records[0], context))
        {
            var handles = await Task.WhenAll(Enumerable.Range(0, commands).Select(number =>
                machine.StartAsync(new CommandSpec($"c{number}", $"until [ -e go ]; do sleep 0.05; done; exit {number}"), Token)));
            var waits = handles.Select(handle => machine.WaitAsync(handle, Token)).ToList();
            await BreakConnectionsAsync();
            Assert.All(waits, wait => Assert.False(wait.IsCompleted));
            await File.WriteAllTextAsync(Path.Combine(SshFolders.Of(_id), "go"), "", Token);
            var ends = await Task.WhenAll(waits);
            Assert.Equal(Enumerable.Range(0, commands), ends.Select(end => end.ExitCode!.Value));
        }

        await site.DownAsync(context.Records, context, Token);
    }

    [Fact]
    public async Task Down_ends_the_shared_connection()
    {
        var context = Context;
        var site = await UpAsync(_server.Options, context);
        Assert.Single(await _server.ConnectionsAsync());
        await site.DownAsync(context.Records, context, Token);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Token);
        soon.CancelAfter(TimeSpan.FromSeconds(30)); // by itself, an idle connection would end after 10 min
        while ((await _server.ConnectionsAsync()).Length > 0)
            await Task.Delay(10, soon.Token);
    }

    [Fact]
    public void Each_host_is_a_machine_and_groups_override_the_site()
    {
        var options = _server.OptionsOf(
            new SshMachineGroup { Labels = new LabelSet(["a"]), Hosts = ["x", "y"], User = "u", Port = 7 }, new SshMachineGroup { Labels = new LabelSet(["b"]), Host = "z" });
        var addresses = new SshSite(options, _processes).Machines.Select(machine => SshAddress.FromJson(machine.Specification)).ToList();
        Assert.Equal([("x", "u", 7), ("y", "u", 7), ("z", null, _server.Port)], addresses.Select(address => (address.Host, address.User, address.Port!.Value)));
    }

    [Fact]
    public async Task Records_hold_absolute_paths()
    {
        var context = Context;
        var site = await UpAsync(_server.Options with { Key = "key" }, context);
        Assert.Equal(_server.Key, SshAddress.FromJson(context.Records[0].Data).Key);
        await site.DownAsync(context.Records, context, Token);
    }

    private async Task<SshSite> UpAsync(SshSiteOptions options, FakeSiteContext context)
    {
        var site = new SshSite(options, _processes);
        var requests = site.Machines.Select((machine, index) => new MachineRequest($"m{index + 1}", _id, machine.Labels, machine));
        await site.UpAsync([.. requests], context, Token);
        return site;
    }

    private async Task<IReadOnlyList<Diagnostic>> FailAsync(SshSiteOptions options, FakeSiteContext? context = null) =>
        (await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(options, context ?? Context))).Diagnostics;

    // sshd's process for the connection: without it, all channels break at once.
    private async Task BreakConnectionsAsync()
    {
        foreach (var pid in await _server.ConnectionsAsync())
            await _processes.RunAsync(new ProcessRequest("kill", ["-9", pid]), Token);
    }
}
