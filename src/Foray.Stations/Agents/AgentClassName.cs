namespace Foray.Stations.Agents;

/// <summary>The class of an agent in an OCS site file, and the name of the plugin that it is here: <c>FakeDataAgent</c> is <c>fake-data-agent</c>.</summary>
internal static class AgentClassName
{
    /// <summary>True where a plugin is of a class: the same letters and digits, in any case.</summary>
    public static bool IsOf(string plugin, string agentClass) =>
        Letters(plugin).SequenceEqual(Letters(agentClass)) && agentClass.Length > 0;

    private static IEnumerable<char> Letters(string name) => name.Where(character => character is not ('-' or '_')).Select(char.ToLowerInvariant);
}
