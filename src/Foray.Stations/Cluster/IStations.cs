namespace Foray.Stations.Cluster;

/// <summary>The stations that this one forms a cluster with, itself among them.</summary>
internal interface IStations
{
    /// <summary>Name of this station.</summary>
    string Own { get; }

    /// <summary>The stations that are there, by name; this one alone where there is no cluster.</summary>
    Task<IReadOnlyList<StationMember>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Asks a part of a station.</summary>
    /// <param name="station">Name of the station, which may be this one.</param>
    /// <param name="part">Name of the part, see <see cref="IStationPart.Name"/>.</param>
    /// <param name="request">JSON as UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait, and the work where the station hears of it.</param>
    /// <returns>The part's answer, JSON as UTF-8.</returns>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no such station, it is away (FORAY370), or the part refused.</exception>
    Task<byte[]> AskAsync(string station, string part, byte[] request, CancellationToken cancellationToken);
}
