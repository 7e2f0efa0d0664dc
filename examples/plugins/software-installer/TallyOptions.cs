using Foray.Sdk.Options;

namespace Example.Tally;

/// <summary>Which tally goes where.</summary>
public sealed record TallyOptions
{
    /// <summary>Machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Its version: <c>1.0.0</c> or <c>2.0.0</c>.</summary>
    public string Version { get; init; } = "2.0.0";

    /// <summary>Where it goes: <c>$FORAY_SHARED/bin/tally</c> or <c>~/.local/bin/tally</c>.</summary>
    public TallyPlace Into { get; init; } = TallyPlace.Shared;
}
