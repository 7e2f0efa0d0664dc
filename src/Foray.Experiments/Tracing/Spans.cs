using System.Diagnostics;

namespace Foray.Experiments.Tracing;

/// <summary>Spans of Foray's own steps, for whoever listens: <c>up</c>, <c>run</c>, <c>down</c>; in them sites, installations, experiments; in those cases.</summary>
public static class Spans
{
    /// <summary>Name of the source of all spans.</summary>
    public const string SourceName = "Foray.Experiments";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Does work in a span; failures in it are its status.</summary>
    internal static async Task<T> InAsync<T>(string name, Func<Activity?, Task<T>> work)
    {
        using var span = Source.StartActivity(name);
        try
        {
            return await work(span);
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name); // its message may hold a secret
            throw;
        }
    }

    /// <summary>Begins a span that ends elsewhere, below the current one, which stays current. Null where nobody listens.</summary>
    internal static Activity? Begin(string name)
    {
        var current = Activity.Current;
        var span = Source.StartActivity(name);
        Activity.Current = current;
        return span;
    }
}
