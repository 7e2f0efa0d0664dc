using Foray.Configuration;
using Foray.Plugins;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Collects what is wrong with a site file, each thing once, and not more than a reader and the memory can take.</summary>
internal sealed class SiteFindings
{
    /// <summary>How many are kept.</summary>
    public const int Most = 1000;

    /// <summary>How many may look for the nearest name, which costs time.</summary>
    private const int MostWithSuggestion = 200;

    private const int LongestName = 100;
    private const int LongestShown = 60;
    private const int MostShownNames = 20;

    private readonly List<Diagnostic> _kept = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private int _dropped;

    /// <summary>How many errors there were.</summary>
    public int Errors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Error)
            Errors++;
        if (_seen.Contains(diagnostic))
            return; // Found again through an alias.
        if (_kept.Count == Most)
        {
            _dropped++;
            return;
        }

        _seen.Add(diagnostic);
        _kept.Add(diagnostic);
    }

    public void Error(string code, DocumentNode node, string message, string? remedy = null) =>
        Add(Diagnostic.Error(code, node.Place, message, remedy));

    public void Warning(string code, DocumentNode node, string message, string? remedy = null) =>
        Add(Diagnostic.Warning(code, node.Place, message, remedy));

    /// <summary>Says that a value has another form than it should; only counts it where the reader of YAML has complained of it already.</summary>
    /// <param name="node">The value.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="expected">What it should be, with its article.</param>
    /// <param name="remedy">What to do.</param>
    public void WrongForm(DocumentNode node, string name, string expected, string? remedy = null)
    {
        if (IsUnderstood(node))
            Error(SiteCodes.WrongForm, node, $"{name} must be {expected}, not {Describe(node)}", remedy);
        else
            Errors++;
    }

    /// <summary>What somebody may have meant; null where nothing is near.</summary>
    public string? Nearest(string name, IEnumerable<string> candidates) =>
        name.Length <= LongestName && _kept.Count < MostWithSuggestion ? Suggestions.Nearest(name, candidates.Take(MostWithSuggestion)) : null;

    /// <summary>Everything, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> ToSorted()
    {
        var sorted = _kept.OrderBy(diagnostic => diagnostic.Place?.Line ?? 0).ThenBy(diagnostic => diagnostic.Place?.Column ?? 0).ToList();
        if (_dropped > 0)
            sorted.Add(Diagnostic.Error(ConfigurationCodes.MoreProblems, $"{_dropped} more problems are not shown", "correct these first, then start again"));
        return sorted;
    }

    /// <summary>False for a node that stands for something that could not be read as YAML.</summary>
    public static bool IsUnderstood(DocumentNode node) => node is MappingNode or SequenceNode or ScalarNode;

    /// <summary>A value in quotes, on one line and cut where it is long.</summary>
    public static string Shown(string value)
    {
        var cut = value.Length > LongestShown ? value[..LongestShown] + "…" : value;
        return $"'{string.Concat(cut.EnumerateRunes().Select(rune => System.Text.Rune.IsControl(rune) ? " " : rune.ToString()))}'";
    }

    /// <summary>Names with commas; the first twenty where there are more.</summary>
    public static string Shown(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostShownNames).Select(name => Shown(name)[1..^1])) + (names.Count > MostShownNames ? $", … ({names.Count} in all)" : "");

    private static string Describe(DocumentNode node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => "nothing",
        ScalarNode { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        ScalarNode scalar => $"the {scalar.Form} {Shown(scalar.Text)}",
        _ => $"a {node.Form}",
    };
}
