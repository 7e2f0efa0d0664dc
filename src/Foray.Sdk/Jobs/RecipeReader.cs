using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Sdk.Jobs;

/// <summary>Reads one runnable, and tells all that is wrong with it.</summary>
internal sealed class RecipeReader(ICollection<Diagnostic> problems)
{
    private static readonly IReadOnlyList<string> Keys =
        ["kind", "uri", "name", "args", "kwargs", "parameters", "environment", "tags", "requirements", "set_up", "tear_down", "timeout"];

    private static readonly Dictionary<string, TestRequirementKind> RequirementKinds = Enum.GetValues<TestRequirementKind>().ToDictionary(KeyOf, StringComparer.Ordinal);

    private readonly int _before = problems.Count;

    public static string KeyOf(TestRequirementKind kind) => kind switch
    {
        TestRequirementKind.Command => "command",
        TestRequirementKind.File => "file",
        TestRequirementKind.Package => "package",
        _ => "variable",
    };

    public Runnable? Read(DocumentNode node)
    {
        if (node is not MappingNode recipe)
        {
            Wrong(node.Place, $"a runnable is a mapping with 'kind' and more, and this is {Describe(node)}", "write 'kind: exec-test' and 'uri: PATH'");
            return null;
        }

        CheckKeys(recipe, Keys);
        if (recipe["kwargs"] is not null && recipe["parameters"] is { } second)
            Wrong(second.Place, "'kwargs' and 'parameters' are one and the same", "write one of them");
        var runnable = new Runnable(ReadKind(recipe), Text(recipe, "uri") ?? "")
        {
            Name = Text(recipe, "name"),
            Arguments = List(recipe, "args"),
            Parameters = Named(recipe, recipe["kwargs"] is null ? "parameters" : "kwargs", _ => true),
            Environment = Named(recipe, "environment", ShellText.IsVariableName),
            Tags = List(recipe, "tags"),
            Requirements = ReadRequirements(recipe),
            SetUp = Text(recipe, "set_up"),
            TearDown = Text(recipe, "tear_down"),
            Timeout = ReadTimeout(recipe),
        };
        return problems.Count == _before ? runnable : null;
    }

    private void CheckKeys(MappingNode mapping, IReadOnlyList<string> known)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (key, _) in mapping.Entries)
        {
            if (!seen.Add(key.Text))
                Wrong(key.Place, $"the key {Excerpt(key.Text)} stands twice", "remove one of them");
            else if (!known.Contains(key.Text))
                problems.Add(Diagnostic.Error(RunnableRecipe.UnknownKey, key.Place, $"a runnable has no key {Excerpt(key.Text)}", Suggest(key.Text, known)));
        }
    }

    private string ReadKind(MappingNode recipe)
    {
        if (recipe["kind"] is null or ScalarNode { Kind: ScalarKind.Null })
        {
            Wrong(recipe.Place, "a runnable needs a 'kind'", "add the name of its runner, such as 'kind: exec-test'");
            return "";
        }

        var kind = Text(recipe, "kind");
        if (kind is { Length: 0 })
            Wrong(recipe["kind"]!.Place, "'kind' is empty", "write the name of its runner, such as 'kind: exec-test'");
        return kind ?? "";
    }

    private string? Text(MappingNode mapping, string key) => mapping[key] switch
    {
        null or ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode scalar => scalar.Text,
        var other => Mistaken(other, $"'{key}' is text"),
    };

    private List<string> List(MappingNode mapping, string key) =>
        [.. Items(mapping, key, "text").Select(item => TextOf(item, $"each item of '{key}' is text") ?? "")];

    private IReadOnlyList<DocumentNode> Items(MappingNode mapping, string key, string what)
    {
        if (mapping[key] is SequenceNode list)
            return list.Items;
        if (mapping[key] is { } other and not ScalarNode { Kind: ScalarKind.Null })
            Mistaken(other, $"'{key}' is a list of {what}");
        return [];
    }

    private Dictionary<string, string> Named(MappingNode recipe, string key, Func<string, bool> isName)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        if (recipe[key] is not MappingNode mapping)
        {
            if (recipe[key] is { } other and not ScalarNode { Kind: ScalarKind.Null })
                Mistaken(other, $"'{key}' is a mapping of names to text");
            return values;
        }

        foreach (var (name, value) in mapping.Entries)
        {
            if (!isName(name.Text))
                Wrong(name.Place, $"{Excerpt(name.Text)} cannot be the name of an environment variable", "use letters, digits and '_', no digit at the beginning");
            if (!values.TryAdd(name.Text, TextOf(value, $"the value of {Excerpt(name.Text)} is text") ?? ""))
                Wrong(name.Place, $"the key {Excerpt(name.Text)} stands twice", "remove one of them");
        }

        return values;
    }

    private List<TestRequirement> ReadRequirements(MappingNode recipe)
    {
        const string form = "a requirement is one of 'command', 'file', 'package' and 'variable' with a name";
        List<TestRequirement> requirements = [];
        foreach (var item in Items(recipe, "requirements", "requirements"))
        {
            if (item is not MappingNode { Entries: [var (key, value)] })
                Wrong(item.Place, $"{form}, and this is {(item is MappingNode many ? $"a mapping of {many.Entries.Count} keys" : Describe(item))}", "write '- command: gcc'");
            else if (!RequirementKinds.TryGetValue(key.Text, out var kind))
                problems.Add(Diagnostic.Error(RunnableRecipe.UnknownKey, key.Place, $"a test cannot require a {Excerpt(key.Text)}", Suggest(key.Text, [.. RequirementKinds.Keys])));
            else
                requirements.Add(new TestRequirement(kind, ReadRequired(key.Text, value)));
        }

        return requirements;
    }

    private string ReadRequired(string key, DocumentNode value)
    {
        var name = TextOf(value, $"what '{key}' requires is text");
        if (name is { Length: 0 })
            Wrong(value.Place, $"the name of the required {key} is empty", "write it, or remove the requirement");
        return name ?? "";
    }

    private TimeSpan? ReadTimeout(MappingNode recipe)
    {
        if (Text(recipe, "timeout") is not { } text)
            return null;
        var isValid = TryExactSeconds(text, out var timeout) || Duration.TryParse(text, out timeout);
        if (!isValid || timeout <= TimeSpan.Zero)
            Wrong(recipe["timeout"]!.Place, $"'timeout' is a duration of more than zero, and this is {Excerpt(text)}", "write seconds, or a duration such as '90s', '5m' or '1h30m'");
        return timeout;
    }

    // As they are written: a double would lose the last digits of a long time.
    private static bool TryExactSeconds(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > (decimal)TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
            return false;
        timeout = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private string? TextOf(DocumentNode node, string rule) => node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : Mistaken(node, rule);

    private string? Mistaken(DocumentNode node, string rule)
    {
        Wrong(node.Place, $"{rule}, and this is {Describe(node)}", node is ScalarNode ? "write \"\" for an empty text" : "correct the value; text with ': ', '[' or '{' at its beginning needs quotes");
        return null;
    }

    private void Wrong(Place place, string message, string remedy) => problems.Add(Diagnostic.Error(RunnableRecipe.WrongValue, place, message, remedy));

    private static string Suggest(string name, IReadOnlyList<string> known) =>
        NearestKey.Of(name, known) is { } nearest ? $"did you mean '{nearest}'?" : $"possible: {string.Join(", ", known)}";

    private static string Describe(DocumentNode node) => node is ScalarNode ? node.Form : $"a {node.Form}";

    private static string Excerpt(string text) => text.Length > 60 ? $"'{text[..57]}…'" : $"'{text}'";
}
