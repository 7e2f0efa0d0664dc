namespace Foray.Plugins.Lifecycle;

/// <summary>How a host treats its plugins.</summary>
public sealed record PluginHostOptions
{
    /// <summary>Longest time for a start. Default: 1 min.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time for a stop, and for a disposal, also in the host's scopes; a plugin that takes longer is told to give up, and left alone after a fifth of that time more. Default: 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
