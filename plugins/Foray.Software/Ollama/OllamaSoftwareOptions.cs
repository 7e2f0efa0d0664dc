using Foray.Sdk.Options;

namespace Foray.Software.Ollama;

/// <summary>Ollama and its models on machines.</summary>
public sealed record OllamaSoftwareOptions
{
    /// <summary>Labels of the machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Models to have there, as <c>ollama pull</c> names them.</summary>
    [Unique]
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Environment variables of the server.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest time for all of it; models are large.</summary>
    [DefaultDuration("2h")]
    public TimeSpan Timeout { get; init; }
}
