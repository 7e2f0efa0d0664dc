using System.Text.Json.Nodes;

namespace Foray.Sdk.Services;

/// <summary>A client's own access to a service; sessions know nothing of each other. Disposing it ends the access, with the calls that still run, and no other session; safe to repeat.</summary>
public interface IServiceSession : IAsyncDisposable
{
    /// <summary>Calls a method.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, which is the caller's own: shared with nobody, and its numbers finite.</returns>
    /// <exception cref="Diagnostics.DiagnosticException">There is no such method, or the arguments do not fit. Clients are not trusted: nothing they give leads to another exception.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    Task<JsonNode?> CallAsync(string method, JsonArray arguments, CancellationToken cancellationToken);
}
