using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;

namespace Foray.Engines.Shell;

/// <summary>Runs shell scripts in cases on machines.</summary>
[Plugin("shell")]
public sealed class ShellExperiment : IExperiment
{
    private readonly ShellOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An experiment of these options.</summary>
    public ShellExperiment(ShellOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools(IPlanContext context) =>
        new ShellPlan(_options, context).RequiredTools();

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context) => new ShellPlan(_options, context).Cases();

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        using var shell = new ShellRun(_options, run, _time, cancellationToken);
        await new CaseScheduler(shell).RunAsync();
        shell.ThrowIfEnded();
    }
}
