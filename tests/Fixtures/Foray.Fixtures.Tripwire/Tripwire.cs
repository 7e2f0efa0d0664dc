using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Tripwire;

/// <summary>A plugin whose package leaves a trace when any code of it is run.</summary>
[Plugin("tripwire", Capabilities = [PluginCapabilities.Checks])]
public sealed class Tripwire(TripwireOptions options) : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => options.File;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "What a library should not do is what this one is for.")]
    [SuppressMessage("Foray", "FORAY017", Justification = "What a plugin should not do is what this one is for.")]
    internal static void LeaveTrace()
    {
        if (Environment.GetEnvironmentVariable("FORAY_FIXTURES_TRIPWIRE") is { } path)
            File.WriteAllText(path, "loaded");
    }
}
