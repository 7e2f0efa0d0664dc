using Foray.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;
using Foray.Sites.Vagrant;
using Microsoft.Extensions.Logging;

namespace Foray.Sites.Tests;

/// <summary>What only a Vagrant site has: a program that makes its machines, and the ways in which it fails.</summary>
public sealed class VagrantSiteTests : IAsyncLifetime
{
    private readonly VagrantStandIn _vagrant = new();
    private readonly VagrantProcesses _processes;
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-sites-").FullName;
    private readonly Dictionary<string, string> _ids = [];
    private readonly FakeSiteContext _context;

    public VagrantSiteTests() => (_processes, _context) = (new VagrantProcesses(_vagrant.Program), new FakeSiteContext(_folder));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        VagrantStandIn.SkipWhereMissing();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await VagrantSites.Create(_processes, VagrantSites.Group("a")).DownAsync(_context.LatestRecords, _context, CancellationToken.None);
        _vagrant.Dispose();
        _processes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Machines_that_are_up_are_left_alone_without_asking_Vagrant()
    {
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a", 2));
        await UpAsync(site);
        var calls = _vagrant.Calls.Count;

        await UpAsync(site);

        Assert.Equal(calls, _vagrant.Calls.Count);
        Assert.Equal(2, _context.Remade.Distinct().Count());
    }

    [Fact]
    public async Task A_machine_that_was_halted_is_started_again_and_keeps_what_it_has()
    {
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));
        await UpAsync(site);
        _vagrant.Run(FolderOf("m1"), "halt");
        _context.Remade.Clear();

        await UpAsync(site);

        Assert.Empty(_context.Remade);
        Assert.Equal(7, await RunAsync(site, "m1", "exit 7"));
    }

    [Fact]
    public async Task A_machine_that_was_destroyed_by_hand_is_made_anew_and_its_new_key_is_taken()
    {
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));
        await UpAsync(site);
        _vagrant.Run(FolderOf("m1"), "destroy", "-f");
        _context.Remade.Clear();

        await UpAsync(site);

        Assert.Single(_context.Remade);
        Assert.Equal(7, await RunAsync(site, "m1", "exit 7"));
    }

    [Fact]
    public async Task A_machine_that_was_made_anew_by_hand_is_used_and_counts_as_remade()
    {
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));
        await UpAsync(site);
        _vagrant.Run(FolderOf("m1"), "destroy", "-f");
        _vagrant.Run(FolderOf("m1"), "up");
        _context.Remade.Clear();

        await UpAsync(site);

        Assert.Single(_context.Remade);
        Assert.Equal(7, await RunAsync(site, "m1", "exit 7"));
    }

    [Fact]
    public async Task A_machine_that_fails_is_told_and_the_others_are_up()
    {
        _vagrant.Fail("up", "m2", "==> noise\n\nStderr: VBoxManage: error: VT-x is not available (VERR_VMX_NO_VMX)\nVBoxManage: error: Details: code NS_ERROR_FAILURE\n");
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a", 3));

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));

        var diagnostic = Assert.Single(failure.Diagnostics);
        Assert.Equal("FORAY353", diagnostic.Code);
        Assert.Contains("'m2'", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("VT-x is not available", diagnostic.Message, StringComparison.Ordinal);
        Assert.NotNull(diagnostic.Remedy);
        Assert.Equal(7, await RunAsync(site, "m1", "exit 7"));
        Assert.Equal(7, await RunAsync(site, "m3", "exit 7"));
        Assert.Equal(["m1", "m2", "m3"], _context.LatestRecords.Select(record => record.Name));

        _vagrant.Mend("up", "m2");
        await UpAsync(site);
        Assert.Equal(7, await RunAsync(site, "m2", "exit 7"));
    }

    [Fact]
    public async Task A_box_that_is_not_there_is_told_for_every_machine_and_leaves_nothing_after_down()
    {
        _vagrant.OfferOnly("other/box");
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a", 2));

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));
        await site.DownAsync(_context.LatestRecords, _context, Token);

        Assert.Equal(["FORAY351", "FORAY351"], failure.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.StartsWith("machine 'm1' could not be brought up: The box 'generic/debian11' could not be found or could not be accessed", failure.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    [Fact]
    public async Task Code_that_Vagrant_refuses_is_told_and_does_not_keep_down_from_its_end()
    {
        const string Refusal = "There is a syntax error in the following Vagrantfile. The syntax error\nmessage is reproduced below for convenience:\n\n/x/Vagrantfile:5: syntax error, unexpected end\n";
        _vagrant.Fail("up", "m1", Refusal);
        _vagrant.Fail("destroy", "m1", Refusal);
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));
        await site.DownAsync(_context.LatestRecords, _context, Token);

        Assert.Equal("FORAY359", Assert.Single(failure.Diagnostics).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    [Fact]
    public async Task Down_tells_the_machine_that_cannot_be_destroyed_and_goes_on_with_the_others()
    {
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a", 2));
        await UpAsync(site);
        _vagrant.Fail("destroy", "m1", "The VM is locked.\n");

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => site.DownAsync(_context.LatestRecords, _context, Token));

        Assert.Equal("FORAY357", Assert.Single(failure.Diagnostics).Code);
        Assert.Single(_vagrant.Machines);
        _vagrant.Mend("destroy", "m1");
        await site.DownAsync(_context.LatestRecords, _context, Token);
        Assert.Empty(_vagrant.Machines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    [Fact]
    public async Task Down_needs_neither_the_options_nor_the_Vagrantfile()
    {
        await UpAsync(VagrantSites.Create(_processes, VagrantSites.Group("a", 2)));
        File.Delete(Path.Combine(FolderOf("m1"), "Vagrantfile"));

        await VagrantSites.Create(_processes, VagrantSites.Group("other")).DownAsync(_context.LatestRecords, _context, Token);

        Assert.Empty(_vagrant.Machines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_context.StateFolder));
    }

    [Fact]
    public async Task Machines_are_recorded_before_Vagrant_makes_anything()
    {
        _vagrant.Hold("m1");
        var up = UpAsync(VagrantSites.Create(_processes, VagrantSites.Group("a", 2)));
        using (await _vagrant.HeldAsync("m1"))
            Assert.Equal(["m1", "m2"], _context.LatestRecords.Select(record => record.Name));
        await up;
    }

    [Fact]
    public async Task Cancelling_has_Vagrant_clean_up_and_leaves_no_machine_half_made()
    {
        _vagrant.Hold("m1");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));
        var up = UpAsync(site, stop.Token);
        using var held = await _vagrant.HeldAsync("m1");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => up);
        Assert.Empty(_vagrant.Machines);
    }

    [Fact]
    public async Task Who_was_there_first_is_told_the_names_of_those_who_came_later()
    {
        await UpAsync(VagrantSites.Create(_processes, VagrantSites.Group("a")));

        await UpAsync(VagrantSites.Create(_processes, VagrantSites.Group("a"), VagrantSites.Group("b")));

        Assert.Equal(["m1: provision --provision-with foray-hosts"], _vagrant.Calls.Where(call => call.Contains(" provision ", StringComparison.Ordinal)));
        Assert.Contains("192.168.42.11 m2 m2.net1 ", await File.ReadAllTextAsync(Path.Combine(FolderOf("m1"), "Vagrantfile"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_of_Vagrant_are_logged()
    {
        await UpAsync(VagrantSites.Create(_processes, VagrantSites.Group("a")));
        Assert.Contains(_context.Log.Entries, entry => entry.Level == LogLevel.Information && entry.Message == "m1: Booting VM...");
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_not_taken()
    {
        var strange = Path.Combine(_context.StateFolder, "m1", "file");
        Directory.CreateDirectory(Path.GetDirectoryName(strange)!);
        await File.WriteAllTextAsync(strange, "x", Token);
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));
        await site.DownAsync(_context.LatestRecords, _context, Token);

        Assert.Equal("FORAY356", Assert.Single(failure.Diagnostics).Code);
        Assert.True(File.Exists(strange));
    }

    [Fact]
    public async Task A_machine_that_was_never_up_is_not_connected_to()
    {
        _vagrant.Fail("up", "m1", "no\n");
        var site = VagrantSites.Create(_processes, VagrantSites.Group("a"));
        await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(site));
        Assert.Equal("FORAY358", Assert.Throws<DiagnosticException>(() => site.Connect(_context.Records[0], _context)).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("Port 2222", 2222)]
    [InlineData("  port 2200  ", 2200)]
    [InlineData("", null)]
    public void The_way_to_a_machine_is_what_Vagrant_says(string port, int? expected)
    {
        var address = VagrantSshConfig.Read(
            $"Host m1\n  HostName 10.0.0.5\n  User vagrant\n  {port}\n  StrictHostKeyChecking no\n  IdentityFile \"/a b/key\"\n  HostKeyAlgorithms +ssh-rsa\n  ProxyCommand ssh -W %h:%p gate\n",
            "vm1", "root", "/known");
        Assert.NotNull(address);
        Assert.Equal(("10.0.0.5", "root", expected, "/a b/key", "/known"), (address.Host, address.User, address.Port, address.Key, address.KnownHosts));
        Assert.Equal(["StrictHostKeyChecking=accept-new", "HostKeyAlias=vm1", "ProxyCommand=ssh -W %h:%p gate", "HostKeyAlgorithms=+ssh-rsa"], address.Options);
        Assert.Equal(address.ToArguments(), Foray.Sites.Ssh.SshAddress.FromJson(address.ToJson()).ToArguments());
    }

    [Theory]
    [InlineData("")]
    [InlineData("HostName -oProxyCommand=x")]
    public void A_way_that_names_no_host_is_none(string text) => Assert.Null(VagrantSshConfig.Read(text, "vm1", null, "/known"));

    private async Task UpAsync(VagrantSite site, CancellationToken? token = null)
    {
        var requests = site.Machines.Select((machine, index) => new MachineRequest($"m{index + 1}", IdOf($"m{index + 1}"), machine.Labels, machine)).ToList();
        await site.UpAsync(requests, _context, token ?? Token);
    }

    private string IdOf(string name) => _ids.TryGetValue(name, out var id) ? id : _ids[name] = $"id-{Guid.NewGuid():N}";

    private string FolderOf(string name) => Path.Combine(_context.StateFolder, name);

    private async Task<int?> RunAsync(VagrantSite site, string name, string script)
    {
        await using var machine = site.Connect(_context.LatestRecords.Single(record => record.Name == name), _context);
        var handle = await machine.StartAsync(new CommandSpec($"c{Guid.NewGuid():N}", script), Token);
        return (await machine.WaitAsync(handle, Token)).ExitCode;
    }
}
