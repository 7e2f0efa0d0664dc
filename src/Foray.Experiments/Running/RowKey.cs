using Foray.Sdk.Experiments;

namespace Foray.Experiments.Running;

/// <summary>Names a row for good: by what it is, never by its position.</summary>
internal static class RowKey
{
    private const string AnyMachine = "*";

    public static string Of(string experiment, CasePlan plan, string? machine) =>
        string.Join('\n', experiment, plan.Name, plan.AnyMachine ? AnyMachine : machine);
}
