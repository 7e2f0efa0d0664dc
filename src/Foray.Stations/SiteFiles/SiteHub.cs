namespace Foray.Stations.SiteFiles;

/// <summary>Where clients reach the agents of a host. OCS has a router there; Foray serves the same addresses itself.</summary>
internal sealed record SiteHub
{
    /// <summary>First part of each agent's address. Default: <c>observatory</c>.</summary>
    public string AddressRoot { get; init; } = "observatory";

    /// <summary>Where clients send HTTP requests (<c>wamp_http</c>). Default: null, the file does not say.</summary>
    public Uri? Http { get; init; }

    /// <summary>Where clients reach the router over web sockets (<c>wamp_server</c>). Default: null, the file does not say.</summary>
    public Uri? Server { get; init; }

    /// <summary>Name of the realm at the router (<c>wamp_realm</c>). Default: null, the file does not say.</summary>
    public string? Realm { get; init; }
}
