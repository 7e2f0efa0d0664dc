using Foray.Sdk.Options;

namespace Foray.Backends.Terminal;

/// <summary>Options of the backend <c>console</c>.</summary>
public sealed record ConsoleBackendOptions
{
    /// <summary>Time between two summaries with the last value of each metric that has changed; zero for a line per metric at once.</summary>
    [DefaultDuration("0s")]
    public TimeSpan Interval { get; init; }
}
