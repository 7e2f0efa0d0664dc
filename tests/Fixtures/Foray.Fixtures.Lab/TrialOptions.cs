using Foray.Sdk.Options;

namespace Foray.Fixtures.Lab;

/// <summary>Cases to try.</summary>
public sealed record TrialOptions
{
    /// <summary>Machines to try them on.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Names of the cases.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>What the results depend on.</summary>
    public string Content { get; init; } = "";

    /// <summary>File or folder that the results depend on.</summary>
    public InputPath? Input { get; init; }

    /// <summary>True to run a case on any one of the machines.</summary>
    public bool Any { get; init; }

    /// <summary>Program that the machines need.</summary>
    public string? Needs { get; init; }
}
