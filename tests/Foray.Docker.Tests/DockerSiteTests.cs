using Docker.DotNet.Models;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Sites;

namespace Foray.Docker.Tests;

/// <summary>What <c>up</c> makes and <c>down</c> removes.</summary>
[Collection(NetworkUsers.Name)]
public sealed class DockerSiteTests(TestEngine engine) : DockerTests(engine)
{
    [Fact]
    public async Task Everything_that_describes_a_container_reaches_it_and_makes_another_one_when_it_changes()
    {
        var group = Group with
        {
            Cpus = 0.5,
            Memory = new ByteSize(64 << 20),
            User = "plain",
            Environment = new Dictionary<string, string> { ["COLOUR"] = "blue sky" },
            Command = ["/bin/sh", "-c", "exec sleep 86400"],
        };
        var site = await UpAsync(OptionsOf(group));
        var container = await Engine.Client.Containers.InspectContainerAsync(Assert.Single(await ContainersAsync()), Token);
        Assert.Equal((500_000_000, 64 << 20, false, true), (container.HostConfig!.NanoCPUs, container.HostConfig.Memory, container.HostConfig.Privileged, container.HostConfig.Init));
        Assert.Equal(["/bin/sh", "-c", "exec sleep 86400"], container.Config!.Entrypoint);
        await using var machine = Connect(site);
        Assert.Equal("blue sky 1234 /home/plain\n", await RunAsync(machine, "echo $COLOUR $(id -u) $HOME"));
        DockerMachineGroup[] others = [
            group with { Cpus = 1 }, group with { Memory = null }, group with { User = null }, group with { Image = "x" }, group with { Privileged = true }, group with { Command = null },
            group with { Environment = new Dictionary<string, string> { ["COLOUR"] = "red" } }];
        var specification = site.Machines[0].Specification;
        Assert.DoesNotContain(specification, others.Select(other => SiteOf(OptionsOf(other)).Machines[0].Specification));
        Assert.Equal(specification, SiteOf(OptionsOf(group) with { Pull = ImagePull.Always }).Machines[0].Specification);
    }

    [Fact]
    public async Task A_container_that_stopped_is_started_with_its_files_and_one_that_vanished_is_made_anew()
    {
        var site = await UpAsync(OptionsOf(Group));
        Assert.Single(Context.Remade);
        await using (var machine = Connect(site))
            await RunAsync(machine, "echo kept >\"$FORAY_SHARED/file\"");
        var first = Assert.Single(await ContainersAsync());
        await UpAsync(OptionsOf(Group));
        Assert.Equal(first, Assert.Single(await ContainersAsync()));
        await Engine.Client.Containers.KillContainerAsync(first, new ContainerKillParameters(), Token);
        await UpAsync(OptionsOf(Group));
        Assert.Equal(first, Assert.Single(await ContainersAsync()));
        Assert.Single(Context.Remade);
        await using (var machine = Connect(site))
            Assert.Equal("kept\n", await RunAsync(machine, "cat \"$FORAY_SHARED/file\""));
        await Engine.Client.Containers.RemoveContainerAsync(first, new ContainerRemoveParameters { Force = true }, Token);
        await UpAsync(OptionsOf(Group));
        Assert.NotEqual(first, Assert.Single(await ContainersAsync()));
        Assert.Equal(2, Context.Remade.Count);
    }

    [Fact]
    public async Task Machines_of_a_network_find_each_other_by_name_and_the_last_one_takes_it_along()
    {
        var options = With(
            OptionsOf(Group, Group with { Labels = new LabelSet(["b"]) }, Group with { Labels = new LabelSet(["c"]) }),
            new DockerNetwork { Labels = new LabelSelector(["a", "b"]), Cidr = Range("10.214.7.0/24") }, new DockerNetwork { Labels = new LabelSelector(["b"]) });
        var before = await NetworksAsync();
        var site = await UpAsync(options);
        Assert.Equal(before.Count + 2, (await NetworksAsync()).Count);
        await using (var machine = Connect(site))
        {
            Assert.StartsWith("10.214.7.", await RunAsync(machine, "getent hosts m2"), StringComparison.Ordinal);
            Assert.Equal("unknown\n", await RunAsync(machine, "getent hosts m3 || echo unknown", ("RES_OPTIONS", "timeout:1 attempts:1")));
        }

        await site.DownAsync([Context.LatestRecords[0]], Context, Token);
        Assert.Equal(before.Count + 2, (await NetworksAsync()).Count);
        await Engine.Client.Containers.KillContainerAsync((await ContainersAsync())[0], new ContainerKillParameters(), Token);
        await UpAsync(options);
        await using (var machine = Connect(site, 1))
            Assert.StartsWith("10.214.7.", await RunAsync(machine, "getent hosts m1"), StringComparison.Ordinal);
        await site.DownAsync(Context.LatestRecords, Context, Token);
        Assert.Equal(before, await NetworksAsync());
        Assert.Empty(await ContainersAsync());
    }

    [Fact]
    public async Task A_network_that_was_removed_is_made_again_and_stopped_machines_are_put_on_it()
    {
        var options = With(OptionsOf(Group, Group), new DockerNetwork { Labels = new LabelSelector(["docker"]) });
        var site = await UpAsync(options);
        foreach (var container in await ContainersAsync())
            await Engine.Client.Containers.KillContainerAsync(container, new ContainerKillParameters(), Token);
        await Engine.Client.Networks.DeleteNetworkAsync(Record(0).Networks[0], Token);
        await UpAsync(options);
        Assert.Equal(2, Context.Remade.Count);
        await using var machine = Connect(site);
        Assert.NotEmpty(await RunAsync(machine, "getent hosts m2"));
    }

    [Fact]
    public async Task Down_touches_nothing_that_bears_no_label_and_is_fine_where_all_is_gone()
    {
        var options = With(OptionsOf(Group, Group), new DockerNetwork { Labels = new LabelSelector(["a"]) });
        var site = await UpAsync(options);
        var records = Context.LatestRecords;
        foreach (var container in await ContainersAsync())
            await Engine.Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true }, Token);
        await Engine.Client.Networks.DeleteNetworkAsync(Record(0).Networks[0], Token);
        var network = await Engine.Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = Record(0).Networks[0] }, Token);
        var stranger = await Engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = TestImage.Full, Name = Record(0).Container, Cmd = ["true"] }, Token);
        await site.DownAsync(records, Context, Token);
        await Engine.Client.Networks.InspectNetworkAsync(network.ID, Token);
        await Engine.Client.Containers.InspectContainerAsync(stranger.ID, Token);
        Assert.Equal(["FORAY386", "FORAY386"], (await FailAsync(options)).Select(diagnostic => diagnostic.Code));
        await Engine.Client.Networks.DeleteNetworkAsync(network.ID, Token);
        Assert.Equal("FORAY385", Assert.Single(await FailAsync(options)).Code);
        await Engine.Client.Containers.RemoveContainerAsync(stranger.ID, new ContainerRemoveParameters(), Token);
    }

    [Fact]
    public async Task What_is_wrong_with_one_machine_is_told_and_keeps_nothing_from_the_others()
    {
        var options = With(
            OptionsOf(Group, Group with { Image = "no-such-image:1" }, Group with { Labels = new LabelSet(["b"]) }),
            new DockerNetwork { Labels = new LabelSelector(["b"]), Cidr = Range("10.215.0.0/25") });
        var taken = await Engine.Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = "taken", IPAM = new IPAM { Config = [new IPAMConfig { Subnet = "10.215.0.0/24" }] } }, Token);
        var diagnostics = await FailAsync(options);
        Assert.Equal(["FORAY383", "FORAY386"], diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.StartsWith("machine 'm2': ", diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains("'cidr'", diagnostics[1].Remedy, StringComparison.Ordinal);
        Assert.Equal(["m1", "m2", "m3"], Context.LatestRecords.Select(record => record.Name));
        await using (var machine = Connect(SiteOf(options)))
            Assert.Equal("ok\n", await RunAsync(machine, "echo ok"));
        await Engine.Client.Networks.DeleteNetworkAsync(taken.ID, Token);
    }

    [Fact]
    public async Task An_image_that_no_registry_gives_is_told() =>
        Assert.Equal("FORAY383", Assert.Single(await FailAsync(OptionsOf(Group) with { Image = "127.0.0.1:1/nothing", Pull = ImagePull.Missing })).Code);

    [Fact]
    public async Task An_image_without_what_Foray_needs_is_told()
    {
        await Engine.ImportAsync(await TestImage.MakeAsync("setsid", "grep"), TestImage.Name, "poor");
        await Engine.ImportAsync(await TestImage.MakeAsync("sh"), TestImage.Name, "shell-less");
        var diagnostics = await FailAsync(OptionsOf(Group with { Image = $"{TestImage.Name}:poor" }, Group with { Image = $"{TestImage.Name}:shell-less" }));
        Assert.All(diagnostics, diagnostic => Assert.Equal("FORAY384", diagnostic.Code));
        Assert.Equal(["'setsid'", "'grep'", "'/bin/sh'"], diagnostics.Select(diagnostic => diagnostic.Message.Split(' ')[^1]));
    }

    [Fact]
    public async Task An_image_whose_programs_lack_options_is_told()
    {
        var made = await Engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = TestImage.Full, Entrypoint = ["/bin/sh", "-c", "printf '#!/bin/sh\necho no such option >&2; exit 1\n' >/bin/setsid"] }, Token);
        await Engine.Client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), Token);
        await Engine.Client.Containers.WaitContainerAsync(made.ID, Token);
        await Engine.Client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { ContainerID = made.ID, RepositoryName = TestImage.Name, Tag = "small" }, Token);
        await Engine.Client.Containers.RemoveContainerAsync(made.ID, new ContainerRemoveParameters(), Token);
        var diagnostic = Assert.Single(await FailAsync(OptionsOf(Group with { Image = $"{TestImage.Name}:small" })));
        Assert.Equal("FORAY384", diagnostic.Code);
        Assert.Contains("util-linux", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_keep_the_container_running_is_told()
    {
        var diagnostic = Assert.Single(await FailAsync(OptionsOf(Group with { Command = ["/bin/sh", "-c", "exit 3"] })));
        Assert.Equal("FORAY387", diagnostic.Code);
        Assert.Contains("exit code 3", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_up_leaves_what_down_can_remove()
    {
        using var cancelled = new CancellationTokenSource();
        var site = SiteOf(OptionsOf([.. Enumerable.Repeat(Group, 12)]));
        var up = site.UpAsync(Requests(site), Context, cancelled.Token);
        while ((await ContainersAsync()).Count == 0)
            await Task.Yield();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => up);
        await site.DownAsync(Context.LatestRecords, Context, Token);
        Assert.Empty(await ContainersAsync());
    }

    private Containers.ContainerRecord Record(int machine) => Containers.ContainerRecord.FromJson(Context.LatestRecords[machine].Data);

    private static Cidr Range(string text) => Cidr.TryParse(text, out var range) ? range : throw new ArgumentException(text);
}
