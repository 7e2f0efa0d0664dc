using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>Values that may come from elsewhere: secrets and variables.</summary>
internal sealed class SourceChecker(CheckScope scope)
{
    private static readonly string[] SecretKeys = ["env", "file"];
    private static readonly string[] VariableKeys = ["value", "env", "file", "secret"];

    public void CheckSecret(DocumentNode node, OptionName name)
    {
        if (node is MappingNode mapping)
            CheckSource(mapping, name, SecretKeys);
        else if (node is not ScalarNode { Kind: not ScalarKind.Null })
            scope.WrongType(node, name, "a secret", "write { env: NAME } or { file: PATH }");
        else if (!scope.KnownSecrets.Contains(node))
            WarnOfLiteral(node, name);
    }

    public void CheckVariable(DocumentNode node, OptionName name)
    {
        if (node is MappingNode mapping)
        {
            CheckSource(mapping, name, VariableKeys);
            if (mapping["secret"] is { } secret and not ScalarNode { Kind: ScalarKind.Null or ScalarKind.Boolean } and not FaultyNode)
                scope.WrongType(secret, new OptionName("secret", false), "true or false");
            if (mapping["value"] is ScalarNode { Kind: not ScalarKind.Null } value && mapping["secret"] is ScalarNode { Kind: ScalarKind.Boolean, Text: "true" or "True" or "TRUE" })
                WarnOfLiteral(value, name);
        }
        else if (node is not ScalarNode { Kind: not ScalarKind.Null })
        {
            scope.WrongType(node, name, "text, a number or true/false", "write a value, or a mapping with one of value, env, file");
        }
    }

    private void WarnOfLiteral(DocumentNode node, OptionName name) =>
        scope.Diagnostics.Warning(ConfigurationCodes.LiteralSecret, node.Place, $"{name} is a secret that stands in this file",
            "write { env: NAME } or { file: PATH } instead");

    private void CheckSource(MappingNode mapping, OptionName name, string[] keys)
    {
        ScalarNode? first = null;
        var meant = false;
        foreach (var (key, value) in mapping.Entries)
        {
            if (!keys.Contains(key.Text))
                meant |= ReportUnknown(key, keys);
            else if (key.Text != "secret" && value is not ScalarNode { Kind: ScalarKind.Null })
                CheckSource(key, value, ref first);
        }

        if (first is null && !meant)
            scope.Error(ConfigurationCodes.BadGroup, mapping, $"{name} has neither {string.Join(" nor ", keys.Where(key => key != "secret").Select(key => $"'{key}'"))}", "add one of them");
    }

    private bool ReportUnknown(ScalarNode key, string[] keys)
    {
        var nearest = NearestName.Of(key.Text, keys, scope.Diagnostics);
        scope.Error(ConfigurationCodes.UnknownKey, key, $"the key {Excerpt.Of(key.Text)} is not known here",
            nearest is not null ? $"did you mean '{nearest}'?" : $"valid keys: {Excerpt.Of(keys)}");
        return nearest is not null;
    }

    private void CheckSource(ScalarNode key, DocumentNode value, ref ScalarNode? first)
    {
        if (first is not null)
        {
            scope.Error(ConfigurationCodes.BadGroup, key, $"'{key.Text}' cannot stand beside '{first.Text}'", "remove one of them");
            return;
        }

        first = key;
        if (value is FaultyNode)
            return;
        if (value is not ScalarNode scalar)
            scope.WrongType(value, new OptionName(key.Text, false), "text");
        else if (key.Text == "env" && scope.Sources.FromEnvironment(scalar.Text) is null)
            scope.Error(ConfigurationCodes.MissingValue, value, $"the environment variable {Excerpt.Of(scalar.Text)} is not set", "set it before starting foray");
        else if (key.Text == "file" && scope.Sources.FromFile(scalar.Text) is null)
            scope.Error(ConfigurationCodes.MissingValue, value, $"the file {Excerpt.Of(scalar.Text)} cannot be read",
                "correct the path; it is taken from the folder of this file, and the file may have 1 MiB");
    }
}
