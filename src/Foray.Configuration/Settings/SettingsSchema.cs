using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Settings;

/// <summary>What a settings file consists of.</summary>
internal static class SettingsSchema
{
    private static readonly ValueSchema Text = new(ValueType.String) { MinimumLength = 1 };
    private static readonly ValueSchema Texts = new(ValueType.List) { Items = Text };

    /// <summary>The whole file.</summary>
    public static readonly ValueSchema File = Record("Settings of Foray.", new OptionProperty("plugins", "What is decided about plugins.", Record("What is decided about plugins.",
        new OptionProperty("paths", "Folders to look for packages in, besides the default ones.", Texts),
        new OptionProperty("disable", "Plugins that are never loaded: name, package:name or kind/name.", Texts),
        new OptionProperty("pins", "Package that is meant where several have a plugin: kind/name to package.", MapOf(Text)),
        new OptionProperty("order", "Order of extensions by kind.", MapOf(Texts)),
        new OptionProperty("drivers", "Plugin of a kind that is taken where nothing else names one.", MapOf(Text)),
        new OptionProperty("active", "Active extensions and formats by kind.", MapOf(Texts)))));

    private static ValueSchema MapOf(ValueSchema values) => new(ValueType.Map) { Items = values };

    private static ValueSchema Record(string summary, params IReadOnlyList<OptionProperty> properties) =>
        new(ValueType.Object) { Record = new OptionsSchema(summary, properties) };
}
