using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Example.CustomBackend;

/// <summary>Where metrics go: a file or a server.</summary>
[ExactlyOneOf(nameof(File), nameof(Url))]
[RequiresOption(nameof(Token), nameof(Url))]
public sealed record LineServerOptions
{
    /// <summary>File that the lines are appended to; made if missing, with the folders above it.</summary>
    public string? File { get; init; }

    /// <summary>HTTP address that the lines are posted to.</summary>
    [RegularExpression("https?://.+")]
    public string? Url { get; init; }

    /// <summary>What the server knows the sender by; better <c>{ env: NAME }</c> than the text itself.</summary>
    public Secret? Token { get; init; }

    /// <summary>Name of the project, which every line carries.</summary>
    public string Project { get; init; } = "default";

    /// <summary>Most lines of one request.</summary>
    [Range(1, 100000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>Longest time for a request.</summary>
    [DefaultDuration("30s")]
    public TimeSpan Timeout { get; init; }
}
