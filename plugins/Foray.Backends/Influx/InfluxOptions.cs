using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Backends.Influx;

/// <summary>Options of the backend <c>influxdb</c>.</summary>
[RequiresOption(nameof(Username), nameof(Password))]
[RequiresOption(nameof(Password), nameof(Username))]
[AtMostOneOf(nameof(Password), nameof(Token))]
public sealed record InfluxOptions
{
    /// <summary>Address of the server.</summary>
    [RegularExpression("^https?://.+")]
    public string Url { get; init; } = "http://127.0.0.1:8086";

    /// <summary>Version of the protocol: 1 for <c>/write</c>, 2 for <c>/api/v2/write</c>.</summary>
    [Range(1, 2)]
    public int Version { get; init; } = 1;

    /// <summary>Version 1: the database.</summary>
    [MinLength(1)]
    public string Database { get; init; } = "foray";

    /// <summary>Version 1: makes the database where the server says that there is none.</summary>
    public bool CreateDatabase { get; init; } = true;

    /// <summary>Version 1: name of the user. Default: none.</summary>
    public string? Username { get; init; }

    /// <summary>Version 1: the user's password. Default: none.</summary>
    public Secret? Password { get; init; }

    /// <summary>Version 2: the organisation.</summary>
    [MinLength(1)]
    public string Org { get; init; } = "foray";

    /// <summary>Version 2: the bucket, which has to be there.</summary>
    [MinLength(1)]
    public string Bucket { get; init; } = "foray";

    /// <summary>Version 2: the token. Default: none.</summary>
    public Secret? Token { get; init; }

    /// <summary>Longest time for a request.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Timeout { get; init; }
}
