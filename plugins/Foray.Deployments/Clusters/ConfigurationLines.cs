using Foray.Sdk.Documents;

namespace Foray.Deployments.Clusters;

/// <summary>Lines that users add to a cluster's configuration.</summary>
internal static class ConfigurationLines
{
    /// <summary>The files that sections name, in order.</summary>
    public static IEnumerable<string> ConfigFiles(this IEnumerable<MappingNode> sections) => sections.Select(section => section.Text("config_file")).OfType<string>();

    /// <summary>Reads files, each once, in order.</summary>
    public static async Task<string> ReadAsync(IEnumerable<string> files, string experimentFolder, CancellationToken cancellationToken)
    {
        var texts = await Task.WhenAll(files.Distinct().Select(file => File.ReadAllTextAsync(Path.GetFullPath(file, experimentFolder), cancellationToken)));
        return string.Concat(texts.Select(text => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"));
    }
}
