using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>An experiment plugin to check. Its machines are <c>m1</c>, <c>m2</c>, …, all with the label <c>all</c>.</summary>
public sealed record ExperimentSubject : ConformanceSubject
{
    /// <summary>Makes an experiment whose every row passes, after work on its machine that takes half a second or so.</summary>
    public required Func<FakeHost, IExperiment> Passing { get; init; }

    /// <summary>Makes an experiment whose rows fail.</summary>
    public required Func<FakeHost, IExperiment> Failing { get; init; }

    /// <summary>Makes an experiment whose work on the machine does not end by itself, and which has no timeout.</summary>
    public required Func<FakeHost, IExperiment> Endless { get; init; }

    /// <summary>Makes an experiment whose work does not end by itself, with a timeout of a second or less. Default: the plugin has no timeouts.</summary>
    public Func<FakeHost, IExperiment>? TimingOut { get; init; }

    /// <summary>Files that every row of <see cref="Passing"/> brings back, relative to its output folder. Default: none.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Number of machines. Default: 2.</summary>
    public int Machines { get; init; } = 2;

    /// <summary>Puts on a machine what has to be there before. Default: nothing.</summary>
    public Action<FakeMachine> Prepare { get; init; } = _ => { };
}
