namespace Foray.Sdk.Machines;

/// <summary>A script to run on a machine, detached from Foray's own life.</summary>
/// <param name="Id">
/// Names this very execution for good: letters, digits, <c>.</c>, <c>_</c>, <c>=</c>, <c>,</c>, <c>-</c>, and <c>/</c> between parts.
/// Starting an id again attaches to what was started before.
/// </param>
/// <param name="Script">Text of the script.</param>
public sealed record CommandSpec(string Id, string Script)
{
    /// <summary>Program that runs the script's file, with its leading arguments. Default: <c>/bin/sh</c>.</summary>
    public IReadOnlyList<string> Interpreter { get; init; } = ["/bin/sh"];

    /// <summary>Folder to run in, made if missing; a relative one lies below the machine's folder. Default: that folder.</summary>
    public string WorkingFolder { get; init; } = ".";

    /// <summary>Environment variables beyond the machine's own. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Limits on each process. Default: none.</summary>
    public CommandLimits Limits { get; init; } = new();
}
