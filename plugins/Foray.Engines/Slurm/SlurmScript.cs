using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Slurm;

/// <summary>A script of every case. It runs on the first node of its task.</summary>
public sealed record SlurmScript : ICaseScript
{
    /// <summary>Text of the script.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>Program on the nodes that runs the script.</summary>
    public string Executable { get; init; } = "/bin/bash";

    /// <summary>Name of the script in results and of its folder: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Default: <c>script-1</c>, <c>script-2</c> and so on.</summary>
    public string? Name { get; init; }

    IReadOnlyList<string> ICaseScript.Requires => [];
}
