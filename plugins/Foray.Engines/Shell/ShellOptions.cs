using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>Scripts that run in cases on machines.</summary>
public sealed record ShellOptions : ICaseOptions
{
    /// <summary>Name of the experiment, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is for. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The scripts of every case, in the order in which they run.</summary>
    [MinLength(1)]
    public required IReadOnlyList<ShellScript> Scripts { get; init; }

    /// <summary>Files and folders that every case finds in its working folder. Default: the experiment file's whole folder.</summary>
    public IReadOnlyList<ShellInput>? Inputs { get; init; }

    /// <summary>Files and folders that are brought back after every case. Default: none.</summary>
    public IReadOnlyList<ShellOutput>? Outputs { get; init; }

    /// <summary>Environment variables of the scripts, beside those of the whole file. Default: none.</summary>
    public IReadOnlyDictionary<string, Variable>? Variables { get; init; }

    /// <summary>Parameters and their values: every combination is a case, and its values are environment variables. Default: none.</summary>
    [Matrix]
    public IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Matrix { get; init; }

    /// <summary>How often every combination is run as a case of its own.</summary>
    [Range(1, 10_000)]
    public int Repeat { get; init; } = 1;

    /// <summary>Whether a case runs on all machines of its labels, or on any one of them.</summary>
    public MachineChoice RunOn { get; init; } = MachineChoice.All;

    /// <summary>Most cases at once: in all where they run on all machines, on each machine where they run on any.</summary>
    [Range(1, 1024)]
    public int Parallel { get; init; } = 1;

    /// <summary>Longest time for the scripts of one attempt of a case. Default: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a case that failed or timed out is tried again.</summary>
    [Range(0, 100)]
    public int Retries { get; init; }

    /// <summary>Wait before a case is tried the second time; it doubles with every further one, up to 10 minutes.</summary>
    [DefaultDuration("0s")]
    public TimeSpan Backoff { get; init; }

    /// <summary>Limits on each process of the scripts. Default: none.</summary>
    public ShellLimits? Limits { get; init; }

    IReadOnlyList<ICaseScript> ICaseOptions.Scripts => Scripts;

    IReadOnlyList<ICaseInput>? ICaseOptions.Inputs => Inputs;

    IReadOnlyList<ICaseOutput>? ICaseOptions.Outputs => Outputs;

    void ICaseOptions.WriteContent(Utf8JsonWriter writer) => writer.WriteString("limits", Limits?.ToCommandLimits().ToShell() ?? "");
}
