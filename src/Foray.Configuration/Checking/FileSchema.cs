using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>What a file consists of: keys of its own, and sections of plugins.</summary>
/// <param name="Summary">What the file describes.</param>
/// <param name="Properties">Its own keys. A map of variables among them holds the variables of the whole file.</param>
/// <param name="Sections">Its sections of plugins.</param>
public sealed record FileSchema(string Summary, IReadOnlyList<OptionProperty> Properties, IReadOnlyList<FileSection> Sections)
{
    /// <summary>The key whose map holds the variables of the whole file; null where there is none.</summary>
    internal OptionProperty? Variables
    {
        get
        {
            foreach (var property in Properties)
                if (property.Schema is { Type: ValueType.Map, Items.Type: ValueType.Variable })
                    return property;
            return null;
        }
    }
}
