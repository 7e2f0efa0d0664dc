using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Shell;

/// <summary>What all parts of one run of scripts share.</summary>
internal sealed class ShellRun(ShellOptions options, IExperimentRun run, TimeProvider time, CancellationToken asked) : ScriptedRun(options, run, time, asked)
{
    public ShellOptions Options { get; } = options;

    public CommandLimits Limits { get; } = options.Limits?.ToCommandLimits() ?? new CommandLimits();

    public InputStaging Inputs { get; } = new(options, run);
}
