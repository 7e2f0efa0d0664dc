using System.Text;
using System.Text.RegularExpressions;
using Foray.Runners.Programs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Recipes;

/// <summary>A JSON or YAML file that may hold tests.</summary>
internal static partial class RecipeFile
{
    /// <summary>Largest file that is read: 16 MiB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Deepest nesting; a list of tests with all that they can have takes five levels.</summary>
    public const int MostDepth = 16;

    private static readonly string[] Extensions = [".json", ".yml", ".yaml"];

    /// <summary>True for <c>*.json</c>, <c>*.yml</c> and <c>*.yaml</c>.</summary>
    public static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path));

    /// <summary>True for <c>*.recipe.json</c>, <c>*.recipe.yml</c> and <c>*.recipe.yaml</c>.</summary>
    public static bool IsNamedSo(string path) => HasExtension(path) && Path.GetExtension(Path.GetFileNameWithoutExtension(path)) == ".recipe";

    /// <summary>True for a file that holds tests, or would if it were right.</summary>
    public static async Task<bool> IsRecipeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(path, path, cancellationToken) is not null;
        }
        catch (DiagnosticException)
        {
            return true;
        }
    }

    /// <summary>The tests that a file holds; null where it is about something else.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="name">Its path as it is to stand in diagnostics.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DiagnosticException">It is a recipe, and something is wrong with it; all that is.</exception>
    public static async Task<IReadOnlyList<Runnable>?> ReadAsync(string path, string name, CancellationToken cancellationToken)
    {
        if (!HasExtension(path) || !File.Exists(path) || ProgramFile.IsProgram(path))
            return null;
        if (new FileInfo(path).Length > MostBytes)
            return IsNamedSo(path) ? throw Broken(new Place(name, 0, 0), $"'{name}' is larger than {MostBytes / 1024 / 1024} MiB", "spread its tests over several recipes") : null;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return Read(bytes, name);
        }
        catch (DiagnosticException exception) when (exception.Diagnostics[0].Code == RunnersCodes.BrokenRecipe && !IsNamedSo(path) && !MayHoldTests().IsMatch(Encoding.UTF8.GetString(bytes)))
        {
            return null;
        }
    }

    /// <summary>The tests that the bytes of a file hold; null where they are about something else.</summary>
    public static IReadOnlyList<Runnable>? Read(byte[] bytes, string name)
    {
        var root = name.EndsWith(".json", StringComparison.Ordinal) ? new JsonRecipe(bytes, name).Read() : new YamlRecipe(bytes, name).Read();
        return RecipeTests.IsRecipe(root) ? RecipeTests.Read(root) : null;
    }

    /// <summary>Says what is wrong with the text of a recipe.</summary>
    public static DiagnosticException Broken(Place place, string message, string remedy, Exception? cause = null) =>
        new(Diagnostic.Error(RunnersCodes.BrokenRecipe, place, message, remedy), cause);

    // In a text that cannot be read, a key that recipes have.
    [GeneratedRegex("""^[\s{\[,-]*["']?(?:kind|tests|suite)["']?\s*:""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldTests();
}
