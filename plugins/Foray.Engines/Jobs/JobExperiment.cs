using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Engines.Jobs;

/// <summary>Runs tests of any kind on machines, each with each of its variants as a case.</summary>
[Plugin("job", Capabilities = [PluginCapabilities.Checks])]
public sealed class JobExperiment : IExperiment
{
    private readonly JobOptions _options;
    private readonly ITestBench _bench;
    private readonly TimeProvider _time;
    private IReadOnlyList<TestCase>? _cases;

    /// <summary>An experiment of these options.</summary>
    public JobExperiment(JobOptions options, ITestBench bench, TimeProvider time) => (_options, _bench, _time) = (options, bench, time);

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        new TestReferences(_options, _bench, context.ExperimentFolder).Resolve(new ReferencePlaces(context).Report);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        _cases = TestCases.Of(_options, _bench, context.ExperimentFolder, context.Variables.Keys);
        var content = new TestContent(_options, context);
        IReadOnlyList<string> machines = [.. context.Select(_options.Labels).Select(machine => machine.Name)];
        return [.. _cases.Select(test => new CasePlan(test.Name, machines)
        {
            Parameters = test.Variant,
            AnyMachine = !_options.Everywhere,
            ContentFor = _ => content.Of(test),
        })];
    }

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        var cases = _cases ?? TestCases.Of(_options, _bench, run.ExperimentFolder, run.Variables.Keys);
        using var tests = new TestRun(_options, _bench, cases, run, _time, cancellationToken);
        await new TestScheduler(tests).RunAsync();
        tests.ThrowIfEnded();
        tests.ThrowFaults();
    }
}
