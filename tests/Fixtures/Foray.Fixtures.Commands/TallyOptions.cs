using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Commands;

/// <summary>What is counted, and how.</summary>
public sealed record TallyOptions
{
    /// <summary>Files to count.</summary>
    [Positional(0)]
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What each line counts for.</summary>
    [Range(1, 100), RenamedFrom("factor")]
    public int Weight { get; init; } = 1;

    /// <summary>Text before each line.</summary>
    public string Label { get; init; } = "";

    /// <summary>Number of files that there must be.</summary>
    public int AtLeast { get; init; }

    /// <summary>Break the abacus.</summary>
    public bool Break { get; init; }

    /// <summary>Wait for ever.</summary>
    public bool Wait { get; init; }
}
