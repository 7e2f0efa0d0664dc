using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Agents.FakeData;

/// <summary>Options of the agent <c>fake-data-agent</c>.</summary>
public sealed record FakeDataOptions
{
    /// <summary>What it does when it comes up: wait for clients, or acquire.</summary>
    public FakeDataMode Mode { get; init; } = FakeDataMode.Idle;

    /// <summary>Number of channels.</summary>
    [Range(1, 10000)]
    public int NumChannels { get; init; } = 2;

    /// <summary>Samples of each channel in a second.</summary>
    [Range(0.01, 10000)]
    public double SampleRate { get; init; } = 9.5;

    /// <summary>How much time a recorder puts into one frame of its file.</summary>
    [DefaultDuration("60s")]
    public TimeSpan FrameLength { get; init; }
}
