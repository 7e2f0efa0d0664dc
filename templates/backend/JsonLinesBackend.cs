using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Acme.Plugin;

/// <summary>Appends metrics to a file, a line of JSON each. A batch that is handed over again is there twice, so the delivery is at least once.</summary>
[Plugin("acme-plugin", Description = "Appends metrics to a file, a line of JSON each.")]
public sealed class JsonLinesBackend(JsonLinesOptions options, ILogger logger) : IBackend, IPluginLifecycle
{
    private FileStream? _file;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System or MetricType.Parameter or MetricType.Text;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Open();
        logger.LogInformation("metrics go to '{Path}'", options.Path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        // In one piece: what is cancelled before is not written at all.
        using var lines = new MemoryStream();
        foreach (var metric in batch)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(ToJson(metric), JsonOptions.Compact));
            lines.WriteByte((byte)'\n');
        }

        cancellationToken.ThrowIfCancellationRequested();
        var file = Open();
        await file.WriteAsync(lines.ToArray(), CancellationToken.None);
        await file.FlushAsync(CancellationToken.None);
        logger.LogDebug("{Count} metrics are written", batch.Count);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_file is { } file)
            await file.DisposeAsync();
        _file = null;
    }

    private FileStream Open()
    {
        if (_file is { } open)
            return open;
        var path = Path.GetFullPath(options.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    private static JsonObject ToJson(Metric metric)
    {
        var line = new JsonObject
        {
            ["run"] = metric.Run,
            ["name"] = metric.Name,
            ["type"] = metric.Type.ToString(),
            ["time"] = metric.Time.ToString("O"),
        };
        if (metric.Step is { } step)
            line["step"] = step;
        if (metric.Number is { } number)
            line["value"] = number;
        if (metric.Text is { } text)
            line["text"] = text;
        return line;
    }
}
