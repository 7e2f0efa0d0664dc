namespace Foray.Stations.Cluster;

/// <summary>Something on a station that other stations ask: its agents, its feeds, its programs. Several requests may run at once.</summary>
internal interface IStationPart
{
    /// <summary>Its name on the station.</summary>
    string Name { get; }

    /// <summary>Answers a request of this station or another one.</summary>
    /// <param name="request">JSON as UTF-8.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>JSON as UTF-8.</returns>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The request is refused; whoever asked gets the same diagnostics.</exception>
    Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken);
}
