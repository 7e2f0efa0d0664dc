using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Commands;

/// <summary>An option of a plugin of kind <c>command</c> as it is written on a command line.</summary>
public sealed class CommandOption
{
    private readonly OptionProperty _property;

    internal CommandOption(OptionProperty property) => _property = property;

    /// <summary>Its key in the plugin's section.</summary>
    public string Key => _property.Key;

    /// <summary>What is typed: <c>--dry-run</c> for <c>dry_run</c>. One with a <see cref="Position"/> is written without it.</summary>
    public string Flag => FlagOf(Key);

    /// <summary>Keys that it had before, which are still taken; their flags are <see cref="FlagOf"/>.</summary>
    public IReadOnlyList<string> FormerKeys => _property.RenamedFrom;

    /// <summary>What help calls its value: <c>NUMBER</c>, <c>high|low</c>, or its name where it has a <see cref="Position"/>; null for one that is given or not.</summary>
    public string? ValueName => Position is not null ? ArgumentOf(Key) : OptionsHelp.ValueName(Item);

    /// <summary>What it is, in a sentence or two.</summary>
    public string Description => _property.Deprecated is null ? _property.Summary : $"{_property.Summary} Deprecated: {_property.Deprecated}.".TrimStart();

    /// <summary>Its default as it would be typed; null where there is none.</summary>
    public string? Default => _property.Default is { } json ? DefaultText.Of(json) : null;

    /// <summary>True where it must be given.</summary>
    public bool IsRequired => _property.Required;

    /// <summary>Its place among the arguments without a name, from 0; null for one with a name.</summary>
    public int? Position => _property.Position;

    /// <summary>True where it may be given several times; one with a <see cref="Position"/> takes the rest of the arguments.</summary>
    public bool IsRepeatable => _property.Schema.Type == ValueType.List;

    /// <summary>The texts that it can be, for completion; empty where that is not known.</summary>
    public IReadOnlyList<string> Values => Item.Values;

    /// <summary>What its value, or each of them, must be.</summary>
    internal ValueSchema Item => IsRepeatable ? _property.Schema.Items! : _property.Schema;

    /// <summary>The flag of a key.</summary>
    public static string FlagOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return "--" + key.Replace('_', '-');
    }

    /// <summary>What help calls an argument without a name.</summary>
    internal static string ArgumentOf(string key) => key.Replace('_', '-').ToUpperInvariant();
}
