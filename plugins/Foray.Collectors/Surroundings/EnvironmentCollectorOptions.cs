using Foray.Sdk.Options;

namespace Foray.Collectors.Surroundings;

/// <summary>What is told of the environment.</summary>
public sealed record EnvironmentCollectorOptions
{
    /// <summary>Time from one look to the next; <c>0s</c> for a single one at the start of the run.</summary>
    [DefaultDuration("0s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Environment variables to keep beside those that are harmless; <c>*</c> stands for any characters. What looks like a secret is redacted all the same.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Environment variables to leave out; <c>*</c> stands for any characters.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
