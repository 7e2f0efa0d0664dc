namespace Foray.Plugins.Schemas;

/// <summary>The options of a plugin, or of a part of them: what the checker, the help, the schema for editors and the docs are made from.</summary>
public sealed class OptionsSchema
{
    /// <summary>The schema of a plugin without options.</summary>
    public static readonly OptionsSchema Empty = new("");

    internal OptionsSchema(string summary) => Summary = summary;

    /// <summary>A schema made in code, for parts of a file that belong to no plugin.</summary>
    /// <param name="summary">What the record describes.</param>
    /// <param name="properties">The options, in order.</param>
    public OptionsSchema(string summary, IReadOnlyList<OptionProperty> properties)
        : this(summary) => Properties = properties;

    /// <summary>What the record describes.</summary>
    public string Summary { get; internal set; }

    /// <summary>Full name of the record; empty for one that was made in code.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The options, in the order of the record.</summary>
    public IReadOnlyList<OptionProperty> Properties { get; internal set; } = [];

    /// <summary>Groups of keys of which exactly one is given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ExactlyOne { get; internal set; } = [];

    /// <summary>Groups of keys of which at most one is given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AtMostOne { get; internal set; } = [];

    /// <summary>Pairs of keys of which the first needs the second.</summary>
    public IReadOnlyList<OptionRequirement> Requires { get; internal set; } = [];

    /// <summary>This schema with options that the plugin's host reads. One that the schema has itself stays as it is.</summary>
    /// <param name="further">The options; those that a file must give come first.</param>
    public OptionsSchema With(IReadOnlyList<OptionProperty> further)
    {
        var added = further.Where(option => Find(option.Key) is null).ToLookup(option => option.Required);
        return added.Count == 0
            ? this
            : new OptionsSchema(Summary)
            {
                Name = Name,
                Properties = [.. added[true], .. Properties, .. added[false]],
                ExactlyOne = ExactlyOne,
                AtMostOne = AtMostOne,
                Requires = Requires,
            };
    }

    /// <summary>The option of a key; null where there is none.</summary>
    public OptionProperty? Find(string key) => Properties.FirstOrDefault(property => property.Key == key);
}
