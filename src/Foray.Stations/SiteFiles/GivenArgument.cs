using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Stations.SiteFiles;

/// <summary>A flag with the values behind it.</summary>
/// <param name="flag">The flag, and where it stands.</param>
/// <param name="option">The option of the agent that it gives; null for one that is not the agent's.</param>
internal sealed class GivenArgument(ScalarNode flag, OptionProperty? option)
{
    private readonly List<ScalarNode> _values = [];

    public ScalarNode Flag { get; } = flag;

    public OptionProperty? Option { get; } = option;

    /// <summary>Whether another value may follow.</summary>
    public bool TakesMore => _values.Count == 0 || IsList;

    /// <summary>Whether values are missing.</summary>
    public bool LacksValue => _values.Count == 0 && Option is { Schema.Type: not ValueType.Boolean };

    private bool IsList => Option is { Schema.Type: ValueType.List };

    public void Add(ScalarNode value) => _values.Add(value);

    /// <summary>The value for the agent's section.</summary>
    /// <param name="schema">What the option must be.</param>
    public DocumentNode ToNode(ValueSchema schema)
    {
        if (IsList)
            return new SequenceNode(Flag.Place, [.. _values.Select(value => ArgumentValue.ToNode(value, schema.Items!.Type))]);
        return _values.Count == 0 ? new ScalarNode(Flag.Place, "true", ScalarKind.Boolean) : ArgumentValue.ToNode(_values[0], schema.Type);
    }
}
