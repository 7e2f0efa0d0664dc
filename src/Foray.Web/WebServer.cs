using System.Net;
using System.Net.Sockets;
using Foray.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Foray.Web;

/// <summary>
/// A web server that runs: Kestrel with nothing of its usual surroundings, so that no variable and no file of the folder changes what it does. It logs nothing, answers <c>GET /health</c>
/// with 200 and <c>OK</c>, and refuses requests that pages of other sites send.
/// </summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Its address, with the port that it got.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server. When this returns, it takes requests.</summary>
    /// <param name="options">Where, and for whom.</param>
    /// <param name="map">Adds the endpoints.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">Others could reach it, and it has no token or no certificate (FORAY396); or it cannot listen there (FORAY399).</exception>
    public static async Task<WebServer> StartAsync(WebOptions options, Action<IEndpointRouteBuilder> map, CancellationToken cancellationToken)
    {
        CheckProtection(options);
        var application = Build(options);
        application.Use(next => new Failures(options.Failed, next).InvokeAsync);
        application.Use(next => new Gate(options.Token, next).InvokeAsync);
        application.UseRouting();
        application.MapGet(Gate.HealthPath, context => context.Response.WriteAsync("OK"));
        map(application);
        try
        {
            await application.StartAsync(cancellationToken);
            return new WebServer(application, AddressOf(application));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw WebErrors.NotListening($"{new IPEndPoint(options.Address, options.Port)}", Reason(exception), exception);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more requests, and waits until those that go on have ended or <see cref="WebOptions.StopTimeout"/> is over. Safe to repeat.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _application.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void CheckProtection(WebOptions options)
    {
        if (options.Open is not null || IPAddress.IsLoopback(options.Address) || options is { Token: not null, Certificate: not null })
            return;
        throw WebErrors.Open(options.Address, (options.Token, options.Certificate) switch
        {
            (null, null) => "token and no TLS",
            (null, _) => "token",
            _ => "TLS",
        });
    }

    private static WebApplication Build(WebOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        if (options.Open is { } open)
            builder.Services.AddSingleton<IConnectionListenerFactory>(new OpenPortTransport(open));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options));
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, WebOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.LongestBody;
        kestrel.Listen(options.Open?.EndPoint ?? new IPEndPoint(options.Address, options.Port), endpoint =>
        {
            if (options.Certificate is { } certificate)
                endpoint.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate.Certificate, ServerCertificateChain = certificate.Chain });
        });
    }

    private static Uri AddressOf(WebApplication application) =>
        new(application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    private static string Reason(Exception exception) =>
        (exception as SocketException ?? exception.GetBaseException() as SocketException)?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "another program uses the port",
            SocketError.AccessDenied => "this user may not use the port",
            SocketError.AddressNotAvailable => "this computer does not have the address",
            _ => exception.Message,
        };
}
