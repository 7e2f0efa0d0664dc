using System.Diagnostics.CodeAnalysis;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Configuration.Variables;

/// <summary>The variables of a file and their values.</summary>
internal sealed class VariableTable(ValueSources sources)
{
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Variable> Variables => _variables;

    /// <summary>Adds a variable; a node that is none has been or will be reported, and stands for an unknown value.</summary>
    public void Add(string name, DocumentNode node)
    {
        var variable = Read(node);
        _variables[name] = variable;
        if (Resolve(variable) is { } text)
            _texts[name] = text;
    }

    /// <param name="name">Name of a variable.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="text">Its value; null where it cannot be had.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out Variable? variable, out string? text)
    {
        text = _texts.GetValueOrDefault(name);
        return _variables.TryGetValue(name, out variable);
    }

    private static Variable Read(DocumentNode node)
    {
        if (node is MappingNode mapping)
            return new Variable(TextOf(mapping["value"]), TextOf(mapping["env"]), TextOf(mapping["file"]),
                mapping["secret"] is ScalarNode { Kind: ScalarKind.Boolean, Text: "true" or "True" or "TRUE" });
        return new Variable(TextOf(node));
    }

    private string? Resolve(Variable variable)
    {
        if (variable.Text is not null)
            return variable.Text;
        if (variable.EnvironmentVariable is { } name)
            return sources.FromEnvironment(name);
        return variable.File is { } path ? sources.FromFile(path) : null;
    }

    private static string? TextOf(DocumentNode? node) => node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;
}
