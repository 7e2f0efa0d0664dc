using System.Collections.Concurrent;
using Foray.Docker.Containers;
using Foray.Docker.Engines;
using Foray.Docker.Networks;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;

namespace Foray.Docker;

/// <summary>Containers as machines, through the API of a Docker engine.</summary>
[Plugin(Kind, Capabilities = [PluginCapabilities.Checks])]
public sealed class DockerSite(DockerSiteOptions options, IProcesses processes) : ISite
{
    /// <summary>The plugin's name, and a label of all its machines.</summary>
    internal const string Kind = "docker";

    private const int AtOnce = 8;

    private sealed record Planned(MachineRecord Record, ContainerSpecification Specification, IReadOnlyDictionary<string, NetworkSpecification> Networks);

    /// <inheritdoc/>
    public IReadOnlyList<SiteMachine> Machines { get; } =
        [.. options.Resources.Machines.SelectMany(group => Enumerable.Repeat(new SiteMachine(group.Labels.Labels, SpecificationOf(options, group).ToJson()), group.Number))];

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in DockerRules.Check(options, context))
            context.Report(diagnostic);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        var planned = machines.Select(machine => Plan(machine, context)).ToList();
        foreach (var atEngine in planned.GroupBy(machine => machine.Specification.Engine))
            await UpAsync(atEngine.Key, [.. atEngine], context, cancellationToken);
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) => new ContainerMachine(machine, processes);

    /// <inheritdoc/>
    public Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken) =>
        OnEachAsync([.. machines.GroupBy(machine => ContainerRecord.FromJson(machine.Data).Engine)], (atEngine, token) => DownAsync(atEngine.Key, [.. atEngine], token), cancellationToken);

    private async Task UpAsync(string address, IReadOnlyList<Planned> planned, ISiteContext context, CancellationToken cancellationToken)
    {
        using var engine = await OpenAsync(address, [.. planned.Select(machine => machine.Record)], cancellationToken);
        foreach (var machine in planned)
            context.Record(machine.Record);
        var images = await EnsureImagesAsync(engine, planned, cancellationToken);
        var networks = await EnsureNetworksAsync(engine, planned, cancellationToken);
        var containers = new MachineContainers(engine);
        await OnEachAsync(
            planned,
            async (machine, token) =>
            {
                List<Diagnostic?> obstacles = [images[machine.Specification.Image], .. machine.Networks.Keys.Select(name => networks[name])];
                if (obstacles.OfType<Diagnostic>().ToList() is { Count: > 0 } found)
                    throw new DiagnosticException([.. found.Select(obstacle => obstacle with { Message = $"{NamesOf([machine.Record])}: {obstacle.Message}" })]);
                await containers.EnsureAsync(machine.Record, machine.Specification, context.Logger, token);
                await using var container = new ContainerMachine(machine.Record, processes);
                if (await container.EnsureUsableAsync(machine.Specification, token))
                    context.ReportRemade(machine.Record.Id);
            },
            cancellationToken);
    }

    private static async Task DownAsync(string address, IReadOnlyList<MachineRecord> machines, CancellationToken cancellationToken)
    {
        using var engine = await OpenAsync(address, machines, cancellationToken);
        var containers = new MachineContainers(engine);
        var networks = new ConcurrentDictionary<string, bool>(machines.SelectMany(machine => ContainerRecord.FromJson(machine.Data).Networks).Distinct().Select(name => KeyValuePair.Create(name, true)));
        await OnEachAsync(
            machines,
            async (machine, token) =>
            {
                foreach (var network in await containers.RemoveAsync(machine, token))
                    networks[network] = true;
            },
            cancellationToken);
        await OnEachAsync([.. networks.Keys], new MachineNetworks(engine).RemoveUnusedAsync, cancellationToken);
    }

    private static async Task<Engine> OpenAsync(string address, IReadOnlyList<MachineRecord> machines, CancellationToken cancellationToken)
    {
        try
        {
            var engine = new Engine(address);
            await engine.PingAsync(cancellationToken);
            return engine;
        }
        catch (DiagnosticException exception)
        {
            throw new DiagnosticException(exception.Diagnostics[0] with { Message = $"{NamesOf(machines)}: {exception.Diagnostics[0].Message}" }, exception);
        }
    }

    private static string NamesOf(IReadOnlyList<MachineRecord> machines) =>
        $"{(machines.Count == 1 ? "machine" : "machines")} {string.Join(", ", machines.Select(machine => $"'{machine.Name}'"))}";

    private static ContainerSpecification SpecificationOf(DockerSiteOptions options, DockerMachineGroup group) => new()
    {
        Engine = EngineAddress.Resolve(options.Host),
        Image = group.Image ?? options.Image ?? "",
        Cpus = group.Cpus,
        Memory = group.Memory?.Bytes,
        Environment = group.Environment is null ? null : new SortedDictionary<string, string>(group.Environment.ToDictionary(), StringComparer.Ordinal),
        User = group.User,
        Privileged = group.Privileged,
        Command = group.Command,
        Networks = [.. NetworkSpecification.Of(options.Resources.Networks).Where(network => network.MayConnect(group.Labels.Labels))],
    };

    private static Planned Plan(MachineRequest machine, ISiteContext context)
    {
        var specification = ContainerSpecification.FromJson(machine.Machine.Specification);
        var networks = specification.Networks
            .Where(network => network.Labels.Intersect(machine.Labels).Any())
            .ToDictionary(network => MachineNetworks.NameOf(network, context.StateFolder));
        var record = new ContainerRecord(specification.Engine, $"foray-{machine.Name}-{machine.Id}", [.. networks.Keys]);
        return new Planned(new MachineRecord(machine.Name, machine.Id, machine.Labels, record.ToJson()), specification, networks);
    }

    private async Task<IReadOnlyDictionary<string, Diagnostic?>> EnsureImagesAsync(Engine engine, IReadOnlyList<Planned> planned, CancellationToken cancellationToken)
    {
        var images = new Images(engine);
        var found = new ConcurrentDictionary<string, Diagnostic?>();
        await Parallel.ForEachAsync(planned.Select(machine => machine.Specification.Image).Distinct(), cancellationToken, async (image, token) =>
            found[image] = await images.EnsureAsync(image, options.Pull, token));
        return found;
    }

    private static async Task<IReadOnlyDictionary<string, Diagnostic?>> EnsureNetworksAsync(Engine engine, IReadOnlyList<Planned> planned, CancellationToken cancellationToken)
    {
        var networks = new MachineNetworks(engine);
        var found = new Dictionary<string, Diagnostic?>();
        foreach (var (name, network) in planned.SelectMany(machine => machine.Networks).DistinctBy(network => network.Key))
            found[name] = await networks.EnsureAsync(name, network, cancellationToken);
        return found;
    }

    // What goes wrong with one of them keeps nothing from the others.
    private static async Task OnEachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var diagnostics = new ConcurrentDictionary<int, IReadOnlyList<Diagnostic>>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items.Index(), parallel, async (numbered, token) =>
        {
            try
            {
                await work(numbered.Item, token);
            }
            catch (DiagnosticException exception)
            {
                diagnostics[numbered.Index] = exception.Diagnostics;
            }
        });
        if (!diagnostics.IsEmpty)
            throw new DiagnosticException([.. diagnostics.OrderBy(found => found.Key).SelectMany(found => found.Value)]);
    }
}
