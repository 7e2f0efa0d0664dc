using System.Globalization;
using Docker.DotNet.Models;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Sites;

namespace Foray.Docker.Tests;

/// <summary>Machines of a real engine, taken down after each test.</summary>
public abstract class DockerTests(TestEngine engine) : IAsyncLifetime
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static DockerMachineGroup Group { get; } = new() { Labels = new LabelSet(["a"]) };

    protected string Folder { get; } = Directory.CreateTempSubdirectory("foray-docker-").FullName;

    private protected FakeSiteContext Context { get; private set; } = null!;

    protected TestEngine Engine => engine;

    public ValueTask InitializeAsync()
    {
        engine.SkipWhereMissing();
        Context = new FakeSiteContext(Folder);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Context is not null)
            await SiteOf(OptionsOf(Group)).DownAsync(Context.LatestRecords, Context, CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected DockerSiteOptions OptionsOf(params DockerMachineGroup[] groups) => new()
    {
        Host = engine.Address,
        Image = TestImage.Full,
        Pull = ImagePull.Never,
        Resources = new DockerResources { Machines = groups },
    };

    protected static DockerSite SiteOf(DockerSiteOptions options) => new(options, new TestProcesses());

    protected static DockerSiteOptions With(DockerSiteOptions options, params DockerNetwork[] networks) =>
        options with { Resources = options.Resources with { Networks = networks } };

    /// <summary>Requests for all machines, with ids of this test's own: <c>m1</c>, <c>m2</c>, …</summary>
    protected IReadOnlyList<MachineRequest> Requests(ISite site) =>
        [.. site.Machines.Select((machine, index) => new MachineRequest($"m{Number(index)}", $"{_id}{Number(index)}", [.. machine.Labels, "docker"], machine))];

    protected async Task<DockerSite> UpAsync(DockerSiteOptions options)
    {
        var site = SiteOf(options);
        await site.UpAsync(Requests(site), Context, Token);
        return site;
    }

    protected async Task<IReadOnlyList<Diagnostic>> FailAsync(DockerSiteOptions options) =>
        (await Assert.ThrowsAsync<DiagnosticException>(() => UpAsync(options))).Diagnostics;

    protected IMachine Connect(ISite site, int machine = 0) => site.Connect(Context.LatestRecords[machine], Context);

    /// <summary>What a script prints.</summary>
    protected async Task<string> RunAsync(IMachine machine, string script, params (string Name, string Value)[] environment)
    {
        var id = $"run/{Guid.NewGuid():N}";
        var command = new CommandSpec(id, script) { Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value) };
        var end = await machine.WaitAsync(await machine.StartAsync(command, Token), Token);
        var local = Path.Combine(Folder, id);
        await machine.CollectAsync(new CommandHandle(machine.Name, id), local, Token);
        Assert.True(end.ExitCode == 0, $"{end.ExitCode}: {await File.ReadAllTextAsync(Path.Combine(local, "stderr"), Token)}");
        return await File.ReadAllTextAsync(Path.Combine(local, "stdout"), Token);
    }

    /// <summary>Ids of the containers of this test's machines.</summary>
    protected async Task<IReadOnlyList<string>> ContainersAsync() =>
        [.. (await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token))
            .Where(container => container.Labels.TryGetValue("foray.machine", out var id) && id.StartsWith(_id, StringComparison.Ordinal))
            .OrderBy(container => container.Labels["foray.name"], StringComparer.Ordinal)
            .Select(container => container.ID)];

    /// <summary>Names of the networks that Foray made.</summary>
    protected async Task<IReadOnlyList<string>> NetworksAsync() =>
        [.. (await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), Token)).Where(network => network.Labels?.ContainsKey("foray.network") == true).Select(network => network.Name)];

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
