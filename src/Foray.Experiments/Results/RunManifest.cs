using System.Text.Json.Serialization;

namespace Foray.Experiments.Results;

/// <summary>Where a run's results come from: all that is needed to repeat it. Written when the run begins and again when it ends.</summary>
internal sealed record RunManifest
{
    /// <summary>The newest form that is known.</summary>
    public const int NewestFormat = 1;

    /// <summary>Version of this form.</summary>
    public int Format { get; init; } = NewestFormat;

    public required string Run { get; init; }

    public required string Name { get; init; }

    public required string Foray { get; init; }

    public ManifestRepetition? RepeatOf { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public string? Status { get; init; }

    public required ManifestFile File { get; init; }

    public ManifestCommit? Commit { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required IReadOnlyList<ManifestPlugin> Plugins { get; init; }

    public required IReadOnlyList<ManifestMachine> Machines { get; init; }

    public required IReadOnlyList<ManifestRow> Rows { get; init; }
}

/// <summary>The experiment file; a copy of it, with secrets masked, lies beside the manifest.</summary>
internal sealed record ManifestFile(string Name, string Sha256, string Copy);

/// <summary>The run that this one repeats, what differs where it begins, and what came out otherwise.</summary>
internal sealed record ManifestRepetition(string Run, IReadOnlyList<string> Differences, IReadOnlyList<string>? Outcomes = null);

/// <summary>The commit of the repository that the experiment file lies in.</summary>
internal sealed record ManifestCommit(string Id, bool Modified);

/// <summary>A plugin that the file names.</summary>
internal sealed record ManifestPlugin(string Kind, string Name, string Package, string Version);

/// <summary>A machine and what it is.</summary>
internal sealed record ManifestMachine(string Name, string Id, string Site, IReadOnlyList<string> Labels, string Specification, IReadOnlyDictionary<string, string> Facts);

/// <summary>A row, the hash of what it depends on, the run that its result comes from, and the last values of its metrics.</summary>
internal sealed record ManifestRow(string Experiment, string Case, string? Machine, string Fingerprint, string Run, string? Status, IReadOnlyDictionary<string, double>? Metrics)
{
    /// <summary>The row for people.</summary>
    public string Describe() => $"{Experiment}: {Case} on {Machine ?? "any machine"}";
}

/// <summary>Form of the manifest.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
