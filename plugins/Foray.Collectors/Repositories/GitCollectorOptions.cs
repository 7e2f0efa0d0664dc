using Foray.Sdk.Options;

namespace Foray.Collectors.Repositories;

/// <summary>What is told of the Git repository.</summary>
public sealed record GitCollectorOptions
{
    /// <summary>Time from one look to the next; <c>0s</c> for a single one at the start of the run.</summary>
    [DefaultDuration("0s")]
    public TimeSpan Interval { get; init; }

    /// <summary>A folder in the repository. Default: the current one.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Whether what was changed since the commit is kept as a text. It is not searched for secrets.</summary>
    public bool IncludeDiff { get; init; }

    /// <summary>Most bytes of that text; a longer one is cut. Default: <c>1MiB</c>.</summary>
    public ByteSize? DiffLimit { get; init; }
}
