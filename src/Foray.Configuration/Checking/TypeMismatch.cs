using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>The one message for values of a wrong type.</summary>
internal static class TypeMismatch
{
    /// <param name="scope">Where it is reported.</param>
    /// <param name="node">The value.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="expected">What it should be, with its article.</param>
    /// <param name="remedy">What to do; null for what can be said about any value.</param>
    public static void WrongType(this CheckScope scope, DocumentNode node, OptionName name, string expected, string? remedy = null) =>
        scope.Error(ConfigurationCodes.WrongType, node, $"{name} must be {expected}, not {Describe(node)}", remedy ?? Remedy(node, expected));

    private static string Describe(DocumentNode node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => "nothing",
        ScalarNode { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        ScalarNode scalar => $"the {scalar.Form} {Excerpt.Of(scalar.Text)}",
        _ => $"a {node.Form}",
    };

    private static string? Remedy(DocumentNode node, string expected) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => "give it a value, or remove its key",
        ScalarNode when expected == "a list" => "write it as a list: '- ' before each item, or [a, b]",
        ScalarNode scalar when expected.EndsWith("number", StringComparison.Ordinal) && IsQuotedNumber(scalar) => "remove the quotes",
        _ => null,
    };

    private static bool IsQuotedNumber(ScalarNode scalar) => scalar.Kind == ScalarKind.Text && ScalarKinds.Of(scalar.Text) is ScalarKind.Integer or ScalarKind.Number;
}
