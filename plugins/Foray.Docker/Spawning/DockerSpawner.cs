using Foray.Docker.Containers;
using Foray.Docker.Engines;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Microsoft.Extensions.Logging;

namespace Foray.Docker.Spawning;

/// <summary>Runs each test in a container of its own, or in one that earlier tests of the job had.</summary>
[Plugin("docker")]
public sealed class DockerSpawner(DockerSpawnerOptions options, IProcesses processes, ILogger logger) : ISpawner, IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private TestContainers? _containers;

    /// <inheritdoc/>
    public async Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken) =>
        await (Volatile.Read(ref _containers) ?? await OpenAsync(cancellationToken)).AcquireAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken) => _containers?.ReleaseAsync(machine, cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_containers is { } containers)
            await containers.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<TestContainers> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _containers ??= await TestContainers.OpenAsync(SpecificationOf(options), options.Pull, options.Reuse, processes, logger, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private static ContainerSpecification SpecificationOf(DockerSpawnerOptions options) => new()
    {
        Engine = EngineAddress.Resolve(options.Host),
        Image = options.Image,
        Cpus = options.Cpus,
        Memory = options.Memory?.Bytes,
        Environment = options.Environment is null ? null : new SortedDictionary<string, string>(options.Environment.ToDictionary(), StringComparer.Ordinal),
        User = options.User,
        Networks = [],
    };
}
