using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>A part of a file whose entries are sections of plugins of one kind.</summary>
/// <param name="Key">Its key at the top of the file.</param>
/// <param name="PluginKind">Kind of the plugins.</param>
/// <param name="Form">How the sections are written.</param>
/// <param name="Summary">What it is, in a sentence.</param>
public sealed record FileSection(string Key, string PluginKind, SectionForm Form, string Summary)
{
    /// <summary>Key that names the plugin in a <see cref="SectionForm.KindList"/>.</summary>
    public const string Discriminator = "kind";

    /// <summary>Key of an entry's name.</summary>
    public const string NameKey = "name";

    private static readonly OptionProperty EntryName =
        new(NameKey, "A name that no other entry has.", new ValueSchema(ValueType.String) { MinimumLength = 1 }) { Required = true };

    /// <summary>True where a file must have it. Default: false.</summary>
    public bool Required { get; init; }

    /// <summary>Least number of entries. Default: 0.</summary>
    public int MinimumItems { get; init; }

    /// <summary>True where every entry of a list has a <c>name</c> that no other has; plugins need no option of their own for it. Default: false.</summary>
    public bool HasUniqueNames { get; init; }

    /// <summary>True where the entries' label sets define the file's machines and labels. Default: false.</summary>
    public bool DefinesMachines { get; init; }

    /// <summary>Options of every entry that the host reads, not the plugin. A plugin's own option of the same key takes its place. Default: none.</summary>
    public IReadOnlyList<OptionProperty> HostOptions { get; init; } = [];

    /// <summary>Keys of an entry whose maps hold variables that its plugin replaces itself, such as <c>matrix</c>. Default: none.</summary>
    public IReadOnlyList<string> LocalVariableKeys { get; init; } = [];

    /// <summary>Further variables that the plugins replace themselves, such as <c>machine</c>. Default: none.</summary>
    public IReadOnlyList<string> LocalVariables { get; init; } = [];

    /// <summary>What an entry consists of, whose plugin has these options.</summary>
    internal OptionsSchema SchemaOf(OptionsSchema options) => options.With(HasUniqueNames ? [EntryName, .. HostOptions] : HostOptions);
}
