using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Secrets;

/// <summary>Finds the secret values of a file: variables marked so, and options of type secret, wherever they stand.</summary>
internal static class SecretCollector
{
    private const int ShortestLine = 8;

    public static SecretMask Collect(ExperimentFile file, string folder, EventStream events)
    {
        var secrets = file.Variables.Where(variable => variable.Value.IsSecret).Select(variable => variable.Value.Resolve(folder)).ToList();
        foreach (var section in file.Sections)
            Visit(section.Options, section.Plugin.ReadSchema(), folder, secrets);
        var values = secrets.OfType<string>().Where(value => value.Length > 0).ToList();
        if (values.Exists(value => value.Length < SecretMask.ShortestValue))
            events.Report(Diagnostic.Warning(ExperimentCodes.ShortSecret,
                $"a secret has fewer than {SecretMask.ShortestValue} characters and is not masked in logs", "use a longer one"));
        // A line of a longer secret, such as a key, gives it away too.
        var lines = values.SelectMany(value => value.Split('\n')).Select(line => line.Trim()).Where(line => line.Length >= ShortestLine);
        return new SecretMask(values.Concat(lines));
    }

    private static void Visit(MappingNode node, OptionsSchema schema, string folder, List<string?> secrets)
    {
        foreach (var property in schema.Properties)
        {
            if (node[property.Key] is { } value)
                Visit(value, property.Schema, folder, secrets);
        }
    }

    private static void Visit(DocumentNode node, ValueSchema schema, string folder, List<string?> secrets)
    {
        switch (schema.Type, node)
        {
            case (ValueType.Secret, not ScalarNode { Kind: ScalarKind.Null }):
                secrets.Add(OptionReader.Secret(node).Reveal(folder));
                break;
            case (ValueType.Variable, MappingNode) when OptionReader.Variable(node) is { IsSecret: true } variable:
                secrets.Add(variable.Resolve(folder));
                break;
            case (ValueType.Object, MappingNode record):
                Visit(record, schema.Record!, folder, secrets);
                break;
            case (ValueType.List, SequenceNode list):
                foreach (var item in list.Items)
                    Visit(item, schema.Items!, folder, secrets);
                break;
            case (ValueType.Map, MappingNode map):
                foreach (var (_, value) in map.Entries)
                    Visit(value, schema.Items!, folder, secrets);
                break;
        }
    }
}
