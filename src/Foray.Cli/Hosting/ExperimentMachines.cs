using Foray.Cli.Output;
using Foray.Experiments;
using Foray.Experiments.Access;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Cli.Hosting;

/// <summary>The machines of the experiment that a command line names, reached when somebody asks for one of them.</summary>
/// <param name="paths">Where the experiment lies; asked when it is first needed.</param>
/// <param name="plugins">Packages that the command line names by their paths.</param>
internal sealed class ExperimentMachines(Func<ExperimentPaths> paths, IReadOnlyList<string> plugins) : IMachines, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private MachineAccess? _access;

    public Task<IReadOnlyList<IMachine>> FindAsync(LabelSelector? labels, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _access ??= Open(paths());
            return Task.FromResult(_access.Find(labels));
        }
    }

    public ValueTask DisposeAsync() => _access?.DisposeAsync() ?? ValueTask.CompletedTask;

    private MachineAccess Open(ExperimentPaths paths) => new(paths, HostServices.Create(paths.Folder, SilentObserver.Instance, plugins));
}
