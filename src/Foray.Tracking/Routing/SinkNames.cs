namespace Foray.Tracking.Routing;

/// <summary>Names of sinks: they become names of files.</summary>
internal static class SinkNames
{
    private const int Longest = 64;

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">Two are the same, or one cannot be a name (FORAY365).</exception>
    public static void Check(IReadOnlyList<SinkOptions> sinks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { StoreSink.StoreName };
        foreach (var sink in sinks)
        {
            if (sink.Name.Length is 0 or > Longest || !sink.Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
                throw RoutingErrors.UnusableName(sink.Name);
            if (!seen.Add(sink.Name))
                throw RoutingErrors.SameName(sink.Name);
        }
    }
}
