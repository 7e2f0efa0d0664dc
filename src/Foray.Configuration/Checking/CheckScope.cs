using Foray.Configuration.Diagnostics;
using Foray.Configuration.Variables;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>What all checkers of one file share.</summary>
/// <param name="diagnostics">Where problems go.</param>
/// <param name="sources">Where values come from that do not stand in the file.</param>
internal sealed class CheckScope(DiagnosticCollector diagnostics, ValueSources sources)
{
    private readonly HashSet<string> _missingTools = new(StringComparer.Ordinal);

    public DiagnosticCollector Diagnostics { get; } = diagnostics;

    public ValueSources Sources { get; } = sources;

    /// <summary>The labels of the file; by default, none is called undefined.</summary>
    public LabelIndex Labels { get; init; } = new() { IsUnknown = true };

    /// <summary>Sites whose machines are this computer.</summary>
    public IReadOnlySet<string> LocalSites { get; init; } = new HashSet<string>();

    /// <summary>Says whether this computer has a program.</summary>
    public Func<string, bool> HasTool { get; init; } = static _ => true;

    /// <summary>Values of secret variables that stand where a secret is wanted.</summary>
    public IReadOnlySet<DocumentNode> KnownSecrets { get; init; } = new HashSet<DocumentNode>();

    public void Error(string code, DocumentNode node, string message, string? remedy = null) =>
        Diagnostics.Error(code, node.Place, message, remedy);

    /// <summary>Warns once of each program that is missing.</summary>
    public void RequireTool(string program, string code, Place place, string message, string? remedy)
    {
        if (!HasTool(program) && _missingTools.Add(program))
            Diagnostics.Warning(code, place, message, remedy);
    }
}
