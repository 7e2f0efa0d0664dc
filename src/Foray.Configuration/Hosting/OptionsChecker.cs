using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Variables;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Hosting;

/// <summary>Compares a plugin's options with its schema, by the rules of experiment files.</summary>
/// <param name="folder">Folder that relative paths are taken from; null for the current one.</param>
public sealed class OptionsChecker(string? folder = null) : IOptionsChecker
{
    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Check(MappingNode options, OptionsSchema schema)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(schema);
        var collector = new DiagnosticCollector();
        new DocumentChecker(new CheckScope(collector, new ValueSources(Environment.GetEnvironmentVariable, folder ?? Directory.GetCurrentDirectory())))
            .CheckRecord(new FormerKeys(collector).Rename(options, schema), schema);
        return collector.ToSorted();
    }
}
