using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>A script before or after the workflow.</summary>
public sealed record PegasusScript
{
    /// <summary>Labels of the machines that run it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Text of the script.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>Program that runs the script.</summary>
    [MachineTool]
    public string Executable { get; init; } = "/bin/bash";
}
