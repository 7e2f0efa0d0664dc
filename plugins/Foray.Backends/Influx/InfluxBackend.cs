using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Foray.Backends.Http;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.Influx;

/// <summary>Points of an InfluxDB, version 1 or 2.</summary>
[Plugin(Kind)]
public sealed class InfluxBackend(InfluxOptions options, ILogger logger, TimeProvider time) : IBackend, IRefusesMetrics, IDisposable
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "influxdb";

    private const int MostLines = 10_000;
    private const int MostCharacters = 4 << 20;

    private readonly record struct Line(Metric Metric, string Text);

    private readonly ConcurrentDictionary<string, RunStart> _runs = new();
    private readonly Endpoint _server = new(Kind, options.Url, options.Timeout, time);
    private readonly Refusals _refusals = new(Kind, logger);

    /// <summary>A point that is written again has the same tags and the same nanosecond, and replaces itself.</summary>
    public BackendDelivery Delivery => BackendDelivery.Idempotent;

    /// <inheritdoc/>
    public IReadOnlyList<RefusedMetrics> Refused => _refusals.Latest;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System or MetricType.Text;

    /// <inheritdoc/>
    public Task BeginAsync(RunStart run, CancellationToken cancellationToken)
    {
        _runs[run.Id] = run;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        _refusals.Clear();
        // A server that drops some tells how many, and not whose: so a request has the lines of one run.
        foreach (var lines in batch.GroupBy(metric => metric.Run).SelectMany(ofRun => Chunk(Lines(ofRun))))
            await Halves.SendAsync<Line>(lines, some => SendAsync(some, cancellationToken), (line, reason) => _refusals.Add(line.Metric, reason));
    }

    /// <inheritdoc/>
    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        _runs.TryRemove(run.Id, out _);
        _refusals.Forget(run.Id);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private IEnumerable<Line> Lines(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var labels = MetricLabels.Of(metric, _runs.GetValueOrDefault(metric.Run));
            if (LineProtocol.FindObstacle(metric, labels) is { } obstacle)
            {
                _refusals.Add(metric, obstacle);
                continue;
            }

            LineProtocol.Append(text.Clear(), metric, labels);
            yield return new Line(metric, text.ToString());
        }
    }

    private static IEnumerable<Line[]> Chunk(IEnumerable<Line> lines)
    {
        var (chunk, characters) = (new List<Line>(), 0);
        foreach (var line in lines)
        {
            if (chunk.Count == MostLines || (chunk.Count > 0 && characters + line.Text.Length > MostCharacters))
            {
                yield return [.. chunk];
                chunk.Clear();
                characters = 0;
            }

            chunk.Add(line);
            characters += line.Text.Length;
        }

        if (chunk.Count > 0)
            yield return [.. chunk];
    }

    private async Task<string?> SendAsync(ReadOnlyMemory<Line> lines, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(lines, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound && options is { Version: 1, CreateDatabase: true })
        {
            await CreateDatabaseAsync(cancellationToken);
            answer = await PostAsync(lines, cancellationToken);
        }

        if (answer.IsSuccess)
            return null;
        if (PartialWrite.CountDropped(answer) is not { } dropped)
            return PartialWrite.IsForContent(answer) ? answer.Reason : throw _server.Refusal(answer);
        // Which ones the server does not tell, unless there is only one.
        _refusals.Add(lines.Span[0].Metric, answer.Reason, Math.Min(dropped, lines.Length));
        return null;
    }

    private async Task<Answer> PostAsync(ReadOnlyMemory<Line> lines, CancellationToken cancellationToken)
    {
        var path = options.Version == 1
            ? $"/write?db={Uri.EscapeDataString(options.Database)}"
            : $"/api/v2/write?org={Uri.EscapeDataString(options.Org)}&bucket={Uri.EscapeDataString(options.Bucket)}&precision=ns";
        using var request = Authorized(_server.Request(HttpMethod.Post, path));
        request.Content = Gzip.Content(Encoding.UTF8.GetBytes(string.Concat(lines.ToArray().Select(line => line.Text))), "text/plain; charset=utf-8");
        return await _server.SendAsync(request, cancellationToken);
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = options.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        using var request = Authorized(_server.Request(HttpMethod.Post, "/query"));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("q", $"CREATE DATABASE \"{name}\"")]);
        var answer = await _server.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess)
            throw _server.Refusal(answer);
    }

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        if (options is { Username: { } user, Password: { } password })
            request.Headers.Authorization = Endpoint.Basic(user, _server.Reveal(password, "password"));
        else if (options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", _server.Reveal(token, "token"));
        return request;
    }
}
