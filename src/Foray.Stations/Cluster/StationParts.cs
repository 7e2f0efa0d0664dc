using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Cluster;

/// <summary>The parts of this station, by name. They come after the station has joined its cluster.</summary>
internal sealed class StationParts
{
    private readonly ConcurrentDictionary<string, IStationPart> _parts = new(StringComparer.Ordinal);

    /// <summary>Adds a part.</summary>
    public void Add(IStationPart part) => _parts[part.Name] = part;

    /// <summary>A part.</summary>
    /// <exception cref="DiagnosticException">The station has none of this name, or not yet.</exception>
    public IStationPart Get(string name) => _parts.TryGetValue(name, out var part)
        ? part
        : throw new DiagnosticException(Diagnostic.Error(StationCodes.Away, $"the station has no part '{name}'; it is still starting, or of another version", "ask again in a moment, and run the same version of Foray at all stations"));
}
