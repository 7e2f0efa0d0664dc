using Foray.Sdk.Experiments;

namespace Foray.Engines.Cases;

/// <summary>A run of cases that consist of scripts.</summary>
internal abstract class ScriptedRun(ICaseOptions options, IExperimentRun run, TimeProvider time, CancellationToken asked) : EngineRun(run, time, options.Variables, asked)
{
    public IReadOnlyList<string> ScriptNames { get; } = [.. Enumerable.Range(0, options.Scripts.Count).Select(options.ScriptName)];

    public OutputCollection Outputs { get; } = new(options, run);
}
