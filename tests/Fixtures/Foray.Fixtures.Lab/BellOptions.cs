using Foray.Sdk.Hooks;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Lab;

/// <summary>A bell that rings.</summary>
public sealed record BellOptions
{
    /// <summary>When it rings.</summary>
    public required HookPoint At { get; init; }

    /// <summary>Machines that hear it; none for this computer.</summary>
    public LabelSelector? Labels { get; init; }
}
