using Foray.Sdk.Plugins;

namespace Foray.Sdk.Services;

/// <summary>Something that programs and agents on a station can use: one plugin for all clients, with a session for each. Sessions are opened and used at the same time.</summary>
[PluginKind("service")]
public interface IService
{
    /// <summary>Names of its methods, all different; the same list every time.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>Opens a client's session.</summary>
    /// <param name="client">Who the client is; any text.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The client is not let in.</exception>
    ValueTask<IServiceSession> OpenAsync(string client, CancellationToken cancellationToken);
}
