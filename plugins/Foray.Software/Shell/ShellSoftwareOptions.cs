using Foray.Sdk.Options;

namespace Foray.Software.Shell;

/// <summary>A script that installs software.</summary>
public sealed record ShellSoftwareOptions : IShellScript
{
    /// <summary>Labels of the machines that get the software.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Text of the script; running it twice must give what running it once gives.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>Program that runs the script.</summary>
    [MachineTool]
    public string Executable { get; init; } = "/bin/bash";

    /// <summary>Longest time for the script on a machine.</summary>
    [DefaultDuration("10m")]
    public TimeSpan Timeout { get; init; }
}
