using System.Text.Json.Nodes;

namespace Foray.Stations.Bridge;

/// <summary>The arguments of a call by the names of the procedure's parameters, whether they came by position or by name.</summary>
internal sealed class CallParameters
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    /// <param name="call">The call.</param>
    /// <param name="names">Names of the parameters, in order.</param>
    /// <exception cref="BridgeException">There are too many arguments, one that is not known, or one twice.</exception>
    public CallParameters(BridgeCall call, IReadOnlyList<string> names)
    {
        if (call.Arguments.Count > names.Count)
            throw Bad($"{call.Arguments.Count} arguments are too many; there are {names.Count}: {string.Join(", ", names)}");
        for (var i = 0; i < call.Arguments.Count; i++)
            _values[names[i]] = call.Arguments[i];
        foreach (var (name, value) in call.Named)
        {
            if (!names.Contains(name))
                throw Bad($"there is no argument '{BridgeCallReader.Shown(name)}'; there are {string.Join(", ", names)}");
            if (!_values.TryAdd(name, value))
                throw Bad($"the argument '{name}' is given twice, by position and by name");
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) =>
        _values.GetValueOrDefault(name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Bad($"the argument '{name}' must be text");

    /// <summary>An object; null where there is none.</summary>
    public JsonObject? Object(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        JsonObject members => members,
        _ => throw Bad($"the argument '{name}' must be an object or null"),
    };

    /// <summary>A finite number; null where there is none.</summary>
    public double? Number(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) && double.IsFinite(number) => number,
        _ => throw Bad($"the argument '{name}' must be a number or null"),
    };

    private static BridgeException Bad(string message) => new(BridgeErrors.InvalidArgument, message);
}
