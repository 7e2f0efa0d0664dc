using Foray.Sdk.Hooks;
using Foray.Sdk.Options;

namespace Foray.Software.Shell;

/// <summary>A script that runs between the phases.</summary>
public sealed record ShellHookOptions : IShellScript
{
    /// <summary>Name of the hook, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>When it has its turn.</summary>
    public required HookPoint At { get; init; }

    /// <summary>Labels of the machines that run it. Default: it runs on this computer.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Text of the script.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>Program that runs the script.</summary>
    public string Executable { get; init; } = "/bin/bash";

    /// <summary>Longest time for the script.</summary>
    [DefaultDuration("10m")]
    public TimeSpan Timeout { get; init; }
}
