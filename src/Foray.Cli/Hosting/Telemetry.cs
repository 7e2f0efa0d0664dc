using System.Runtime.CompilerServices;
using Foray.Experiments.Tracing;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Foray.Cli.Hosting;

/// <summary>Exports traces where OpenTelemetry's environment variables ask for it; otherwise nothing of it is loaded.</summary>
/// <remarks>Source: OpenTelemetry specification, environment variables of SDKs and of the OTLP exporter.</remarks>
internal static class Telemetry
{
    /// <returns>Sends what is left when disposed; null where nothing is exported.</returns>
    public static IDisposable? Start() => IsWanted() ? Build() : null;

    private static bool IsWanted() =>
        (Has("OTEL_EXPORTER_OTLP_ENDPOINT") || Has("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
        && Environment.GetEnvironmentVariable("OTEL_TRACES_EXPORTER") is null or "" or "otlp"
        && !string.Equals(Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));

    /// <summary>Not inlined, so that its assemblies are loaded when it is called and not before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TracerProvider Build()
    {
        var builder = global::OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(Spans.SourceName).AddOtlpExporter();
        if (!Has("OTEL_SERVICE_NAME"))
            builder.ConfigureResource(resource => resource.AddService("foray", serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3)));
        return builder.Build();
    }
}
