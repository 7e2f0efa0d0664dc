using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Backends.MLflow;

/// <summary>Options of the backend <c>mlflow</c>.</summary>
[RequiresOption(nameof(Username), nameof(Password))]
[RequiresOption(nameof(Password), nameof(Username))]
[AtMostOneOf(nameof(Password), nameof(Token))]
public sealed record MLflowOptions
{
    /// <summary>Address of the tracking server.</summary>
    [RegularExpression("^https?://.+")]
    public string Url { get; init; } = "http://127.0.0.1:5000";

    /// <summary>Name of the user, for basic authentication. Default: none.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password. Default: none.</summary>
    public Secret? Password { get; init; }

    /// <summary>Bearer token. Default: none.</summary>
    public Secret? Token { get; init; }

    /// <summary>Longest time for a request.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Timeout { get; init; }
}
