using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Foray.Backends.Http;
using Foray.Backends.Protobuf;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.Otlp;

/// <summary>Gauges for an OpenTelemetry collector, by OTLP over HTTP.</summary>
[Plugin(Kind)]
public sealed class OtlpBackend(OtlpOptions options, ILogger logger, TimeProvider time) : IBackend, IRefusesMetrics, IDisposable
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "otlp";

    private const int MostPoints = 5000;

    private readonly ConcurrentDictionary<string, RunStart> _runs = new();
    private readonly Endpoint _server = new(Kind, options.Url, options.Timeout, time);
    private readonly Refusals _refusals = new(Kind, logger);

    /// <inheritdoc/>
    public IReadOnlyList<RefusedMetrics> Refused => _refusals.Latest;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System;

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
        foreach (var ofRun in batch.GroupBy(metric => metric.Run))
            foreach (var metrics in ofRun.Chunk(MostPoints))
                await SendAsync(metrics, cancellationToken);
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

    private async Task SendAsync(IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var run = metrics[0].Run;
        using var request = _server.Request(HttpMethod.Post, "");
        foreach (var (name, value) in options.Headers)
            request.Headers.TryAddWithoutValidation(name, _server.Reveal(value, $"headers.{name}"));
        request.Content = Gzip.Content(OtlpRequest.Of(options.ServiceName, run, _runs.GetValueOrDefault(run), metrics).Bytes, "application/x-protobuf");
        var answer = await _server.SendAsync(request, cancellationToken);
        if (answer.IsSuccess)
            Count(answer.Body, metrics);
        else if (answer.Status == HttpStatusCode.BadRequest)
            // What a server calls bad must not be sent again (opentelemetry.io/docs/specs/otlp/#bad-data).
            _refusals.Add(metrics[0], $"the server refuses it: {StatusMessage(answer)}", metrics.Count);
        else
            throw _server.Refusal(answer);
    }

    /// <summary>Counts what the server says it did not take: <c>ExportMetricsPartialSuccess</c>.</summary>
    private void Count(ReadOnlySpan<byte> response, IReadOnlyList<Metric> metrics)
    {
        var partial = ProtobufFields.Bytes(response, 1);
        var rejected = Math.Min(ProtobufFields.Integer(partial, 1), metrics.Count);
        var message = Encoding.UTF8.GetString(ProtobufFields.Bytes(partial, 2));
        if (rejected > 0)
            _refusals.Add(metrics[0], $"the server refuses it: {message}", (int)rejected);
        else if (message.Length > 0)
            logger.LogWarning("backend '{Backend}': {Server} says: {Message}", Kind, _server.Name, message);
    }

    /// <summary>The message of the <c>google.rpc.Status</c> that comes with an error.</summary>
    private static string StatusMessage(Answer answer) =>
        ProtobufFields.Bytes(answer.Body, 2) is { IsEmpty: false } message ? Encoding.UTF8.GetString(message) : answer.Reason;
}
