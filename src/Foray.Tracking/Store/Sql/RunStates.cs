using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store.Sql;

/// <summary>States of runs as a store has them: the names in lower case.</summary>
internal static class RunStates
{
    public static string NameOf(RunState state) => state.ToString().ToLowerInvariant();

    public static RunState Parse(string name) =>
        Enum.TryParse<RunState>(name, ignoreCase: true, out var state) ? state : throw new InvalidDataException($"a run has the unknown state '{name}'");
}
