using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>Stations of one process, as one of them sees them.</summary>
/// <param name="own">Its name.</param>
/// <param name="parts">The parts of all stations, by station and part.</param>
internal sealed class JoinedStations(string own, ConcurrentDictionary<(string Station, string Part), IStationPart> parts) : IStations
{
    public string Own => own;

    public Task<IReadOnlyList<StationMember>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StationMember>>(
            [.. parts.Keys.Select(key => key.Station).Append(own).Distinct().Order(StringComparer.Ordinal).Select(name => new StationMember(name, new Uri("http://localhost")))]);

    public Task<byte[]> AskAsync(string station, string part, byte[] request, CancellationToken cancellationToken) =>
        parts.TryGetValue((station, part), out var asked)
            ? asked.AnswerAsync(request, cancellationToken)
            : throw new DiagnosticException(Diagnostic.Error("FORAY370", $"the station '{station}' is away"));
}
