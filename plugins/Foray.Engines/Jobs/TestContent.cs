using System.Text.Json;
using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Engines.Jobs;

/// <summary>Writes down what the result of a test depends on: its recipe, its files and its variables, not when and how often it runs.</summary>
internal sealed class TestContent(JobOptions options, IPlanContext context)
{
    private const int Format = 1;

    // What tests of a project or of its assembly consist of lies beside it.
    private static readonly string[] WithFolder = [".csproj", ".fsproj", ".vbproj", ".dll"];

    public string Of(TestCase test) => CaseContent.Json(writer =>
    {
        writer.WriteNumber("format", Format);
        writer.WritePropertyName("test");
        RunnableRecipe.Write(writer, test.Test);
        WriteFiles(writer, test.Test);
        CaseContent.WriteVariables(writer, context, options.Environment);
    });

    private void WriteFiles(Utf8JsonWriter writer, Runnable test)
    {
        writer.WriteStartObject("files");
        foreach (var path in test.Requirements.Where(requirement => requirement.Kind == TestRequirementKind.File).Select(requirement => requirement.Name).Prepend(test.Uri).Distinct(StringComparer.Ordinal))
            if (FindSource(path) is { } source)
                writer.WriteString(path, context.HashInput(source));
        writer.WriteEndObject();
    }

    /// <summary>The file or folder of this computer that a path stands for; null where it stands for none.</summary>
    private string? FindSource(string path)
    {
        if (path.Length == 0 || path.Contains('\0') || !Path.Exists(Path.GetFullPath(path, context.ExperimentFolder)))
            return null;
        return WithFolder.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && Path.GetDirectoryName(path) is { } folder ? folder.Length == 0 ? "." : folder : path;
    }
}
