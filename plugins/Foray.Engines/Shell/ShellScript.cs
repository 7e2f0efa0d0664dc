using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>A script of every case.</summary>
public sealed record ShellScript : ICaseScript
{
    /// <summary>Labels of the machines that run it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Text of the script.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>Program that runs the script.</summary>
    [MachineTool]
    public string Executable { get; init; } = "/bin/bash";

    /// <summary>Programs that the script runs: where a machine lacks one, nothing is run at all. Default: none.</summary>
    [MachineTool]
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Name of the script in results and of its folder: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Default: <c>script-1</c>, <c>script-2</c> and so on.</summary>
    public string? Name { get; init; }
}
