using Foray.Sdk.Plugins;

namespace Foray.Sdk.Services;

/// <summary>Something that programs and agents on a station can use: one plugin for all clients, with a session for each.</summary>
[PluginKind("service")]
public interface IService
{
    /// <summary>Names of its methods.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>Opens a client's session.</summary>
    /// <param name="client">Who the client is.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask<IServiceSession> OpenAsync(string client, CancellationToken cancellationToken);
}
