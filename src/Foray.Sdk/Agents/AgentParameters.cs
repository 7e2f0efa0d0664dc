using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Agents;

/// <summary>Checks parameters as the host does before it starts an operation.</summary>
public static class AgentParameters
{
    /// <summary>Reads what a client gave: all that is wrong is told at once.</summary>
    /// <param name="declared">The operation's parameters.</param>
    /// <param name="given">What the client gave; null for nothing. A key with null counts as not given.</param>
    public static AgentParameterReading Read(IReadOnlyList<AgentParameter> declared, JsonObject? given)
    {
        var values = new JsonObject();
        List<string> problems = [.. (given ?? []).Where(pair => declared.All(parameter => parameter.Key != pair.Key)).Select(pair => DescribeStray(pair.Key, declared))];
        foreach (var parameter in declared)
        {
            if (given?[parameter.Key] is { } node)
            {
                if (AgentParameterValue.TryRead(parameter, node, out var value) is { } problem)
                    problems.Add(problem);
                else
                    values[parameter.Key] = value;
            }
            else if (parameter.IsRequired)
            {
                problems.Add($"parameter '{parameter.Key}' is missing");
            }
            else if (parameter.Default is { } standard)
            {
                values[parameter.Key] = AgentParameterValue.TryConvert(parameter, standard, out var typed) is null ? typed : standard.DeepClone();
            }
        }

        return new AgentParameterReading(values, problems);
    }

    /// <summary>What is wrong with declarations: keys that are invalid or twice, defaults and bounds that do not fit.</summary>
    /// <returns>Each a sentence without a full stop; empty where nothing is wrong.</returns>
    public static IReadOnlyList<string> FindFaults(IReadOnlyList<AgentParameter> declared) =>
    [
        .. declared.Where(parameter => !AgentNames.IsValid(parameter.Key)).Select(parameter => $"parameter '{parameter.Key}' has an invalid key: use letters, digits and _ alone"),
        .. declared.GroupBy(parameter => parameter.Key, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"two parameters are named '{group.Key}'"),
        .. declared.SelectMany(FindFaults),
    ];

    private static IEnumerable<string> FindFaults(AgentParameter parameter)
    {
        var name = $"parameter '{parameter.Key}'";
        if (parameter is { IsRequired: true, Default: not null })
            yield return $"{name} is required and has a default";
        if (parameter.Type is not (AgentParameterType.Integer or AgentParameterType.Number) && (parameter.Minimum ?? parameter.Maximum) is not null)
            yield return $"{name} has bounds and is no number";
        if (parameter.Minimum > parameter.Maximum)
            yield return $"{name} has a minimum above its maximum";
        foreach (var choice in parameter.Choices)
            if (AgentParameterValue.TryRead(parameter, choice, out _) is { } problem)
                yield return $"a choice does not fit: {problem}";
        if (parameter.Default is { } standard && AgentParameterValue.TryRead(parameter, standard, out _) is { } unfit)
            yield return $"the default does not fit: {unfit}";
    }

    private static string DescribeStray(string key, IReadOnlyList<AgentParameter> declared)
    {
        if (declared.Count == 0)
            return $"there is no parameter '{key}': the operation takes none";
        IReadOnlyList<string> keys = [.. declared.Select(parameter => parameter.Key)];
        return NearestKey.Of(key, keys) is { } nearest
            ? $"there is no parameter '{key}': did you mean '{nearest}'?"
            : $"there is no parameter '{key}': possible are {string.Join(", ", keys)}";
    }
}
