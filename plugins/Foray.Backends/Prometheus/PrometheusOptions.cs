using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Backends.Prometheus;

/// <summary>Options of the backend <c>prometheus</c>.</summary>
public sealed record PrometheusOptions
{
    /// <summary>Address that is listened on; anything but a loopback address shows the metrics to others.</summary>
    [RegularExpression("^[0-9A-Fa-f.:]+$")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port that is listened on; 0 for any that is free.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 9464;

    /// <summary>What the names begin with.</summary>
    [RegularExpression("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    public string Prefix { get; init; } = "foray_";

    /// <summary>How long the last values of a run are shown after its end.</summary>
    [DefaultDuration("5m")]
    public TimeSpan KeepEnded { get; init; }
}
