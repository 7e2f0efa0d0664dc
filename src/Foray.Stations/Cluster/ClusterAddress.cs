using System.Globalization;
using System.Net;
using Foray.Sdk.Diagnostics;
using StackExchange.Redis;

namespace Foray.Stations.Cluster;

/// <summary>Where the stations of a cluster find each other: <c>redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]</c>, as Redis' own tools write it.</summary>
internal sealed class ClusterAddress
{
    private const int DefaultPort = 6379;

    private ClusterAddress(string host, int port, ConfigurationOptions options) => (Host, Port, Options) = (host, port, options);

    /// <summary>Name or address of the computer.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>What the client of Redis takes. It may hold a password.</summary>
    public ConfigurationOptions Options { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="DiagnosticException">It is none (FORAY174), or names another computer (FORAY173).</exception>
    public static ClusterAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "redis" || uri.Host.Length == 0 || uri.Query.Length > 0)
            throw Bad();
        if (!IsThisComputer(uri.Host))
            throw NotLoopback($"the cluster's store at '{uri.Host}' is on another computer");
        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        var options = new ConfigurationOptions { EndPoints = { { uri.Host, port } }, AbortOnConnectFail = true, ConnectRetry = 1, ConnectTimeout = 5000, ClientName = "foray" };
        SetLogin(options, uri.UserInfo);
        options.DefaultDatabase = DatabaseOf(uri.AbsolutePath);
        return new ClusterAddress(uri.Host, port, options);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"redis://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Refuses what would let others in.</summary>
    internal static DiagnosticException NotLoopback(string what) => new(Diagnostic.Error(
        StationCodes.NotLoopback,
        $"{what}; stations of different computers would speak to each other without a key and without a secret",
        "use addresses of this computer alone (127.0.0.1); stations on several computers come with access control"));

    private static int? DatabaseOf(string path)
    {
        if (path.Length <= 1)
            return null;
        return int.TryParse(path.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var database) ? database : throw Bad();
    }

    private static void SetLogin(ConfigurationOptions options, string login)
    {
        if (login.Length == 0)
            return;
        var parts = login.Split(':', 2);
        if (parts is [var user, var password])
        {
            options.User = user.Length > 0 ? Uri.UnescapeDataString(user) : null;
            options.Password = Uri.UnescapeDataString(password);
        }
        else
        {
            throw Bad();
        }
    }

    private static bool IsThisComputer(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The text may hold a password, and is not repeated.
    private static DiagnosticException Bad() =>
        new(Diagnostic.Error(StationCodes.BadCluster, "the address of the cluster cannot be read", "write it as redis://127.0.0.1:6379, with USER:PASSWORD@ before the host and /DATABASE behind the port where they are needed"));
}
