namespace Foray.Sdk.Tracking;

/// <summary>One thing that a run reports: a number at a step, a text, a file.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Name">Name, such as <c>loss</c> or <c>system/cpu_percent</c>.</param>
/// <param name="Type">What it consists of.</param>
/// <param name="Time">When it was measured.</param>
public sealed record Metric(string Run, string Name, MetricType Type, DateTimeOffset Time)
{
    /// <summary>Where it comes from: the name of a collector or integration, or of the program's part that logged it. Default: empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>Position among all that its run reported, from 1 and increasing; 0 where the host has given none yet. Default: 0.</summary>
    public long Sequence { get; init; }

    /// <summary>
    /// <see cref="Time"/> in nanoseconds since 1970, to the nanosecond. The host makes it unique among the consecutive metrics of one run and name. Default: that of <see cref="Time"/>.
    /// </summary>
    public long UnixNanoseconds
    {
        get => field == 0 ? (Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100 : field;
        init;
    }

    /// <summary>Step of the run, from 0; null where it belongs to none. Default: null.</summary>
    public long? Step { get; init; }

    /// <summary>The number of a scalar or system metric, or of a parameter that is one; NaN and the infinities are numbers too. Default: null.</summary>
    public double? Number { get; init; }

    /// <summary>The text of a text, a tag, a parameter or a figure. Default: null.</summary>
    public string? Text { get; init; }

    /// <summary>The numbers of a histogram, a tensor or an embedding, the last dimension changing fastest. Default: none.</summary>
    public ReadOnlyMemory<double> Numbers { get; init; }

    /// <summary>Lengths of the dimensions of <see cref="Numbers"/>. Default: one dimension.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>The bytes of an image, artifact, video, sound or mesh. Default: none.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Media type of <see cref="Content"/> or <see cref="Text"/>, such as <c>image/png</c> (RFC 6838). Default: null.</summary>
    public string? MediaType { get; init; }

    /// <summary>Further properties, such as a unit or a device. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
