using Foray.Configuration.Diagnostics;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>The keys of one mapping: unknown and missing ones, and groups that exclude or need each other.</summary>
internal sealed class KeyChecker(CheckScope scope, MappingNode mapping, OptionsSchema schema)
{
    private HashSet<string>? _meant;
    private List<string>? _valid;
    private List<string>? _absent;

    /// <summary>Keys that somebody tried to write: nobody says that they are missing.</summary>
    public HashSet<string> Meant => _meant ??= new(StringComparer.Ordinal);

    /// <summary>Reports keys that are not known, and warns of those that will go away.</summary>
    public void CheckKeys()
    {
        foreach (var (key, _) in mapping.Entries)
        {
            var property = schema.Find(key.Text);
            if (property is null)
                ReportUnknown(key);
            else if (property.Deprecated is { } remedy)
                scope.Diagnostics.Warning(ConfigurationCodes.Deprecated, key.Place, $"the option '{key.Text}' is deprecated", remedy);
        }
    }

    /// <param name="property">An option without a value.</param>
    /// <param name="value">The empty value; null where the key is absent.</param>
    public void CheckMissing(OptionProperty property, DocumentNode? value)
    {
        if (!property.Required || _meant?.Contains(property.Key) == true)
            return;
        if (value is null)
            scope.Error(ConfigurationCodes.MissingKey, mapping, $"the key '{property.Key}' is missing", Remedy(property));
        else
            scope.Error(ConfigurationCodes.MissingKey, value, $"the key '{property.Key}' has no value", Remedy(property));
    }

    public void CheckGroups()
    {
        foreach (var group in schema.ExactlyOne)
            if (!CheckAtMostOne(group) && !group.Any(IsGiven))
                scope.Error(ConfigurationCodes.BadGroup, mapping, $"one of {Names(group)} is missing", "add one of them");
        foreach (var group in schema.AtMostOne)
            CheckAtMostOne(group);
        foreach (var (key, required) in schema.Requires)
            if (mapping[key] is { } value && IsGiven(key) && !IsGiven(required))
                scope.Error(ConfigurationCodes.BadGroup, value, $"'{key}' makes sense only together with '{required}'", $"add '{required}', or remove '{key}'");
    }

    private void ReportUnknown(ScalarNode key)
    {
        var valid = _valid ??= ValidKeys();
        var nearest = NearestName.Of(key.Text, _absent ??= valid.FindAll(name => mapping[name] is null), scope.Diagnostics);
        if (nearest is not null)
            Meant.Add(nearest);
        scope.Error(ConfigurationCodes.UnknownKey, key, $"the key {Excerpt.Of(key.Text)} is not known here",
            nearest is not null ? $"did you mean '{nearest}'?" : valid.Count == 0 ? "no keys are known here: remove it" : $"valid keys: {Excerpt.Of(valid)}");
    }

    private List<string> ValidKeys()
    {
        var valid = new List<string>();
        foreach (var property in schema.Properties)
            valid.Add(property.Key);
        return valid;
    }

    /// <returns>True where more than one is given, which has been reported.</returns>
    private bool CheckAtMostOne(IReadOnlyList<string> group)
    {
        string? first = null;
        foreach (var (key, _) in mapping.Entries)
        {
            if (!group.Contains(key.Text) || !IsGiven(key.Text))
                continue;
            if (first is not null)
            {
                scope.Error(ConfigurationCodes.BadGroup, key, $"'{key.Text}' cannot stand beside '{first}'", "remove one of them");
                return true;
            }

            first = key.Text;
        }

        return false;
    }

    private bool IsGiven(string key) => mapping[key] is not null and not ScalarNode { Kind: ScalarKind.Null } || _meant?.Contains(key) == true;

    private static string Names(IReadOnlyList<string> keys) => string.Join(", ", keys.Select(key => $"'{key}'"));

    private static string Remedy(OptionProperty property)
    {
        var summary = property.Summary.TrimEnd('.');
        return summary.Length == 0 ? $"add '{property.Key}'" : $"add '{property.Key}': {char.ToLowerInvariant(summary[0])}{summary[1..]}";
    }
}
