using System.Collections;
using System.Runtime.InteropServices;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Collectors.Surroundings;

/// <summary>Operating system, architecture, .NET, host, user and environment variables, as tags of the run. Secrets are taken out, and nothing turns that off.</summary>
[Plugin("environment", Description = "Operating system, architecture, .NET, host, user and environment variables, without secrets.")]
public sealed class EnvironmentCollector(EnvironmentCollectorOptions options, TimeProvider time) : ICollector
{
    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var measurement = new Measurement(sink, "environment", time.GetUtcNow());
        measurement.AddTag("environment/os", RuntimeInformation.OSDescription);
        measurement.AddTag("environment/architecture", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant());
        measurement.AddTag("environment/dotnet", RuntimeInformation.FrameworkDescription);
        measurement.AddTag("environment/host", Environment.MachineName);
        measurement.AddTag("environment/user", Environment.UserName);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string)entry.Value!));
        foreach (var (name, value) in EnvironmentVariables.Choose(variables, options))
            measurement.AddTag($"environment/variable/{MetricName.Part(name)}", value);
        return ValueTask.CompletedTask;
    }
}
