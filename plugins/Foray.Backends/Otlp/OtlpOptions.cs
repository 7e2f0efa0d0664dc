using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Backends.Otlp;

/// <summary>Options of the backend <c>otlp</c>.</summary>
public sealed record OtlpOptions
{
    /// <summary>Address that takes metrics, with its path.</summary>
    [RegularExpression("^https?://.+")]
    public string Url { get; init; } = "http://127.0.0.1:4318/v1/metrics";

    /// <summary>Headers of each request, such as an API key. Default: none.</summary>
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    /// <summary>The resource's <c>service.name</c>.</summary>
    public string ServiceName { get; init; } = "foray";

    /// <summary>Longest time for a request.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Timeout { get; init; }
}
