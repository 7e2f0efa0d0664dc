using System.Diagnostics;
using Foray.Experiments.State;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Running;

/// <summary>A case on a machine, through its life in one run.</summary>
internal sealed class Row(string experiment, CasePlan plan, string key, string fingerprint, string? machineName) : IRow
{
    public string Experiment { get; } = experiment;

    public CasePlan Case { get; } = plan;

    /// <summary>Names the row in the journal.</summary>
    public string Key { get; } = key;

    /// <summary>Hash of everything that the result depends on.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>Name of the machine; null while a case that may run on any has none.</summary>
    public string? MachineName { get; set; } = machineName;

    public IMachine? Machine { get; set; }

    public string Id { get; set; } = "";

    public string Folder { get; set; } = "";

    public string OutputFolder { get; set; } = "";

    public int Attempt { get; set; }

    /// <summary>Why it is run, or not.</summary>
    public RunReason Reason { get; set; }

    public bool Resumed => Interrupted is not null;

    /// <summary>The attempt that an earlier run began and that is to be continued.</summary>
    public RowBegan? Interrupted { get; set; }

    /// <summary>True once an attempt was begun in this run.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The end of an earlier run that is reused.</summary>
    public RowEnded? Reused { get; set; }

    /// <summary>How it ended in this run; null before.</summary>
    public RowOutcome? Outcome { get; set; }

    /// <summary>Completes the environment of its commands; null where there is nothing to add.</summary>
    public Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? Completion { get; set; }

    /// <summary>Its span, from its first attempt to its end; null where nobody listens.</summary>
    public Activity? Span { get; set; }

    public IReadOnlyDictionary<string, string> Complete(IReadOnlyDictionary<string, string> variables) => Completion?.Invoke(variables) ?? variables;

    public string Describe() => MachineName is null ? $"{Experiment}: {Case.Name}" : $"{Experiment}: {Case.Name} on {MachineName}";
}
