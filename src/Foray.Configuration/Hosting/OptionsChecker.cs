using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Variables;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Hosting;

/// <summary>Compares a plugin's options with its schema, by the rules of experiment files.</summary>
/// <remarks>Relative paths are taken from the folder of the file that the options are from, or from the current folder where they are from none.</remarks>
public sealed class OptionsChecker : IOptionsChecker
{
    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Check(MappingNode options, OptionsSchema schema)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(schema);
        var collector = new DiagnosticCollector();
        var folder = options.Place.File is { Length: > 0 } file ? Path.GetDirectoryName(Path.GetFullPath(file))! : Directory.GetCurrentDirectory();
        new DocumentChecker(new CheckScope(collector, new ValueSources(Environment.GetEnvironmentVariable, folder)))
            .CheckRecord(collector.FormerKeys().Rename(options, schema), schema);
        return collector.ToSorted();
    }
}
