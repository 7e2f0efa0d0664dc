using System.Security.Cryptography;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Jsonl;

/// <summary>A line of JSON for each metric, in one file.</summary>
[Plugin(Kind)]
public sealed class JsonlBackend(JsonlOptions options) : IBackend, IClaimsResources, IPluginLifecycle, IDisposable
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "jsonl";

    private readonly string _path = Path.GetFullPath(options.Path);
    private JsonlFile? _file;

    /// <inheritdoc/>
    public IReadOnlyList<ResourceClaim> Claims => [ResourceClaim.File(_path)];

    /// <summary>Each line has the metric's sequence, and the file knows its last one of each run.</summary>
    public BackendDelivery Delivery => BackendDelivery.Resumable;

    /// <summary>All types.</summary>
    public bool Accepts(MetricType type) => true;

    /// <inheritdoc/>
    public Task<long> FindLastAsync(string run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Use(file => file.LastOf(run)));
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Use(file =>
        {
            var lines = new MemoryStream();
            foreach (var metric in batch)
                JsonlLine.Write(lines, metric, metric.Content.Length > options.InlineBytes ? KeepContent(metric.Content.Span) : null);
            file.Append(lines.GetBuffer().AsSpan(0, (int)lines.Length), batch.Select(metric => (metric.Run, metric.Sequence)));
            return true;
        });
        return Task.CompletedTask;
    }

    /// <summary>Path of the file.</summary>
    public string? FindRemoteId(string run) => _path;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private T Use<T>(Func<JsonlFile, T> use)
    {
        try
        {
            return use(_file ??= JsonlFile.Open(_path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BackendErrors.UnwritableFile(Kind, _path, error);
        }
    }

    /// <summary>Keeps content in a file that is named by its SHA-256: the same content is there once.</summary>
    private string KeepContent(ReadOnlySpan<byte> content)
    {
        var folder = _path + ".content";
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        var target = Path.Combine(folder, name);
        if (!File.Exists(target))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(target + ".new", content);
            File.Move(target + ".new", target, overwrite: true);
        }

        return $"{Path.GetFileName(folder)}/{name}";
    }
}
