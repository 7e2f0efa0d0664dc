using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Recipes;

/// <summary>The tests of a recipe: one, a list, or a mapping whose <c>tests</c> (or <c>suite</c>) is a list.</summary>
internal static class RecipeTests
{
    /// <summary>True for a document with a test: a mapping with a <c>kind</c>.</summary>
    public static bool IsRecipe(DocumentNode root) => IsTest(root) || ListOf(root) is { } list && list.Items.Any(IsTest);

    /// <summary>Reads them.</summary>
    /// <exception cref="DiagnosticException">All that is wrong.</exception>
    public static IReadOnlyList<Runnable> Read(DocumentNode root)
    {
        List<Diagnostic> problems = [];
        if (!IsTest(root) && root is MappingNode mapping)
            CheckKeys(mapping, problems);
        IReadOnlyList<DocumentNode> nodes = IsTest(root) ? [root] : ListOf(root)!.Items;
        List<Runnable> tests = [.. nodes.Select(node => RunnableRecipe.Read(node, problems)).OfType<Runnable>()];
        return problems.Count == 0 ? tests : throw new DiagnosticException(problems);
    }

    private static bool IsTest(DocumentNode node) => node is MappingNode mapping && mapping["kind"] is not null;

    private static SequenceNode? ListOf(DocumentNode root) => root as SequenceNode ?? (root as MappingNode)?["tests"] as SequenceNode ?? (root as MappingNode)?["suite"] as SequenceNode;

    private static void CheckKeys(MappingNode mapping, List<Diagnostic> problems)
    {
        foreach (var (key, _) in mapping.Entries.Where(entry => entry.Key.Text is not ("tests" or "suite")))
            problems.Add(Diagnostic.Error(RunnableRecipe.UnknownKey, key.Place, $"a recipe with a list of tests has no key '{key.Text}'", "keep 'tests' alone, and give each test its own keys"));
        if (mapping["tests"] is not null && mapping["suite"] is { } second)
            problems.Add(Diagnostic.Error(RunnableRecipe.WrongValue, second.Place, "'tests' and 'suite' are one and the same", "write one of them"));
    }
}
