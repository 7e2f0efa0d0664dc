using System.Text.Json.Nodes;

namespace Foray.Sdk.Services;

/// <summary>A client's own access to a service. Disposing it ends the access.</summary>
public interface IServiceSession : IAsyncDisposable
{
    /// <summary>Calls a method.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Diagnostics.DiagnosticException">There is no such method, or the arguments do not fit.</exception>
    Task<JsonNode?> CallAsync(string method, JsonArray arguments, CancellationToken cancellationToken);
}
