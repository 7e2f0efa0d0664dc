using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Writing;

/// <summary>Says which of several writes, one after the other, may be done: those to runs that are there and active, whose parameters keep their values.</summary>
internal sealed class WriteRules
{
    private readonly Dictionary<string, ApiException?> _runs = [];
    private readonly Dictionary<(string Run, string Key), string> _parameters = [];

    private WriteRules()
    {
    }

    public static async Task<WriteRules> ReadAsync(ITrackingStore store, RunLookup runs, IReadOnlyList<RunWrite> writes)
    {
        var rules = new WriteRules();
        foreach (var run in writes.Where(write => !write.IsNew).Select(write => write.Run).Distinct())
            rules._runs[run] = await runs.FindFaultAsync(run, CancellationToken.None);
        string[] told = [.. writes.Where(write => write.Changes.Any(change => change is ParameterSet)).Select(write => write.Run).Distinct()];
        if (told.Length > 0)
            foreach (var parameter in await store.Runs.FindParametersAsync(told, CancellationToken.None))
                rules._parameters[(parameter.Run, parameter.Key)] = parameter.Value;
        return rules;
    }

    /// <summary>Why a write is refused; null where it may be done, and then it counts for those behind it.</summary>
    public ApiException? FindFault(RunWrite write)
    {
        if (!write.IsNew && _runs[write.Run] is { } fault)
            return fault;
        ParameterSet[] parameters = [.. write.Changes.OfType<ParameterSet>()];
        foreach (var (run, key, value) in parameters)
            if (_parameters.TryGetValue((run, key), out var kept) && kept != value)
                return ApiException.Invalid(
                    $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{Fields.Shown(kept)}' for run ID='{run}'. Attempted logging new value '{Fields.Shown(value)}'.");
        foreach (var (run, key, value) in parameters)
            _parameters.TryAdd((run, key), value);
        return null;
    }
}
