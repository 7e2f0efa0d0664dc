using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Slurm;

/// <summary>Scripts that run in cases as the tasks of one job array of a Slurm cluster.</summary>
[AtMostOneOf(nameof(Gpus), nameof(Gres))]
public sealed record SlurmOptions : ICaseOptions
{
    /// <summary>Name of the experiment, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is for. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>Labels of the machine to submit from, the first of them in the file. Its folder has to be shared with the nodes.</summary>
    public required LabelSelector SubmitLabels { get; init; }

    /// <summary>The scripts of every case, in the order in which they run in its task.</summary>
    [MinLength(1)]
    public required IReadOnlyList<SlurmScript> Scripts { get; init; }

    /// <summary>Files and folders that every case finds in its working folder. Default: the experiment file's whole folder.</summary>
    public IReadOnlyList<SlurmInput>? Inputs { get; init; }

    /// <summary>Files and folders that are brought back after every case. Default: none.</summary>
    public IReadOnlyList<SlurmOutput>? Outputs { get; init; }

    /// <summary>Environment variables of the scripts, beside those of the whole file. Default: none.</summary>
    public IReadOnlyDictionary<string, Variable>? Variables { get; init; }

    /// <summary>Parameters and their values: every combination is a case, and its values are environment variables. Default: none.</summary>
    [Matrix]
    public IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Matrix { get; init; }

    /// <summary>How often every combination is run as a case of its own.</summary>
    [Range(1, 10_000)]
    public int Repeat { get; init; } = 1;

    /// <summary>Partition of the cluster. Default: the cluster's own.</summary>
    public string? Partition { get; init; }

    /// <summary>Account that is charged. Default: the user's own.</summary>
    public string? Account { get; init; }

    /// <summary>Quality of service. Default: the account's own.</summary>
    public string? Qos { get; init; }

    /// <summary>Longest time that a case runs, in Slurm's whole minutes, rounded up. Default: the partition's.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Nodes of a case. Its scripts run on the first of them. Default: as Slurm needs.</summary>
    [Range(1, 100_000)]
    public int? Nodes { get; init; }

    /// <summary>Tasks of Slurm in a case, for scripts that start them with srun. Default: 1.</summary>
    [Range(1, 1_000_000)]
    public int? Tasks { get; init; }

    /// <summary>Processors of each task of Slurm. Default: the cluster's.</summary>
    [Range(1, 100_000)]
    public int? Cpus { get; init; }

    /// <summary>Memory on each node. Default: the cluster's.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>GPUs of a case. Default: none.</summary>
    [Range(1, 100_000)]
    public int? Gpus { get; init; }

    /// <summary>Generic resources on each node as Slurm writes them, for example <c>gpu:a100:2</c>. Default: none.</summary>
    public string? Gres { get; init; }

    /// <summary>Most cases at once. Default: as many as the cluster runs.</summary>
    [Range(1, 1_000_000)]
    public int? ArrayLimit { get; init; }

    /// <summary>Other options of sbatch, each as behind <c>#SBATCH</c> in a job's script. Default: none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Longest time from the submission to the last case's end, waiting in the queue included. Default: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often Slurm is asked.</summary>
    [DefaultDuration("2s")]
    public TimeSpan PollInterval { get; init; }

    /// <summary>How often a case that failed, was lost or timed out is tried again, in a job array with the others of its kind.</summary>
    [Range(0, 100)]
    public int Retries { get; init; }

    IReadOnlyList<ICaseScript> ICaseOptions.Scripts => Scripts;

    IReadOnlyList<ICaseInput>? ICaseOptions.Inputs => Inputs;

    IReadOnlyList<ICaseOutput>? ICaseOptions.Outputs => Outputs;

    void ICaseOptions.WriteContent(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("resources");
        foreach (var resource in SbatchText.Resources(this))
            writer.WriteStringValue(resource);
        foreach (var option in Options)
            writer.WriteStringValue(option);
        writer.WriteEndArray();
    }
}
