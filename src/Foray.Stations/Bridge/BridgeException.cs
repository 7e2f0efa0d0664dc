namespace Foray.Stations.Bridge;

/// <summary>A call that is answered with an error.</summary>
/// <param name="error">Name of the error, one of <see cref="BridgeErrors"/>.</param>
/// <param name="message">For people.</param>
internal sealed class BridgeException(string error, string message) : Exception(message)
{
    /// <summary>Name of the error.</summary>
    public string Error { get; } = error;
}
