using System.Net;
using System.Net.Sockets;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Prometheus;

/// <summary>A page with the last value of every metric, for Prometheus to scrape.</summary>
[Plugin(Kind)]
public sealed class PrometheusBackend(PrometheusOptions options, TimeProvider time) : IBackend, IClaimsResources, IPluginLifecycle
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "prometheus";

    private readonly LastValues _values = new(options.Prefix, options.KeepEnded, time);
    private ScrapeServer? _server;

    /// <inheritdoc/>
    public IReadOnlyList<ResourceClaim> Claims => options.Port == 0 ? [] : [ResourceClaim.Port(options.Port)];

    /// <summary>Only the last value is kept, and stays the same when it is set again.</summary>
    public BackendDelivery Delivery => BackendDelivery.Idempotent;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IPAddress.TryParse(options.Address, out var address))
            throw BackendErrors.BadAddress(Kind, "address", options.Address);
        var server = new ScrapeServer(new IPEndPoint(address, options.Port), _values.Render, time);
        try
        {
            server.Start();
        }
        catch (SocketException error)
        {
            throw BackendErrors.PortTaken(Kind, $"{options.Address}:{options.Port}", error);
        }

        _server = server;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task BeginAsync(RunStart run, CancellationToken cancellationToken)
    {
        _values.Begin(run);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _values.Set(batch);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        _values.End(run.Id);
        return Task.CompletedTask;
    }

    /// <summary>Address of the page, while it is there.</summary>
    public string? FindRemoteId(string run) => _server?.Address;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
            await server.DisposeAsync();
    }
}
