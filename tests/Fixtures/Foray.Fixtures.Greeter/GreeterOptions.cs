using Foray.Sdk.Options;

namespace Foray.Fixtures.Greeter;

/// <summary>What greets where.</summary>
public sealed record GreeterOptions
{
    /// <summary>Machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>What it says.</summary>
    public string Text { get; init; } = "hello";

    /// <summary>A file of the machine for which the installation waits half-way.</summary>
    public string? WaitFor { get; init; }

    /// <summary>The longest time for all of it.</summary>
    [DefaultDuration("10m")]
    public TimeSpan Timeout { get; init; }
}
