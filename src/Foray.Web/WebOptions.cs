using System.Net;
using Foray.Web.Access;

namespace Foray.Web;

/// <summary>Where a web server listens, and who may use it.</summary>
public sealed record WebOptions
{
    /// <summary>Address to listen on. Any but one of the computer's own needs a token and a certificate. Default: 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port, from 0 to 65,535; 0 takes a free one. Default: 5000.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>A port that is open already, which the server takes over and closes when it stops; <see cref="Address"/> and <see cref="Port"/> then mean nothing. Default: null.</summary>
    public OpenPort? Open { get; init; }

    /// <summary>What clients have to show. Default: null, nothing.</summary>
    public BearerToken? Token { get; init; }

    /// <summary>What the server shows over TLS. Default: null, it speaks plain HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Longest body of a request in bytes, where an endpoint does not say otherwise. Default: 4 MiB.</summary>
    public long LongestBody { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long requests that go on when the server is stopped may take. Default: 3 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Told of every exception that an endpoint left to the server, which answered 500 without saying why. Default: nobody is told.</summary>
    public Action<Exception> Failed { get; init; } = _ => { };
}
