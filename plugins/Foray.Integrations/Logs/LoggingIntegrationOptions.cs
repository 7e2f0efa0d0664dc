using System.ComponentModel.DataAnnotations;

namespace Foray.Integrations.Logs;

/// <summary>Which values of log entries become metrics. Nothing else is looked at.</summary>
public sealed record LoggingIntegrationOptions
{
    /// <summary>Names of values, as the templates of messages have them in braces, each with the name of its metric: <c>Loss: loss</c>.</summary>
    [MinLength(1)]
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Templates of the messages whose values are taken, such as <c>epoch {Epoch}: {Loss}</c>. Default: all that hold one of the values.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>Categories of the loggers that are listened to; <c>*</c> at the end stands for any rest. Default: all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
