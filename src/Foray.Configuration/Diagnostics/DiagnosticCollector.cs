using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Diagnostics;

/// <summary>Collects diagnostics up to a limit, so that a huge wrong file ends in a message and not in an exhausted memory.</summary>
internal sealed class DiagnosticCollector
{
    /// <summary>How many are kept; the rest is only counted.</summary>
    public const int Limit = 1000;

    /// <summary>How many may look for suggestions, which cost time.</summary>
    private const int SuggestionLimit = 200;

    private readonly List<Diagnostic> _kept = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private int _dropped;
    private bool _droppedErrors;

    public bool HasErrors { get; private set; }

    public bool WantsSuggestions => _kept.Count < SuggestionLimit;

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (_seen.Contains(diagnostic))
            return; // Found again through an alias.
        if (_kept.Count < Limit)
        {
            _kept.Add(diagnostic);
            _seen.Add(diagnostic);
            return;
        }

        _dropped++;
        _droppedErrors |= diagnostic.Severity == Severity.Error;
    }

    public void Error(string code, Place place, string message, string? remedy = null) => Add(Diagnostic.Error(code, place, message, remedy));

    public void Warning(string code, Place place, string message, string? remedy = null) => Add(Diagnostic.Warning(code, place, message, remedy));

    /// <summary>What was collected, in the order of the file; problems without a place come first.</summary>
    public IReadOnlyList<Diagnostic> ToSorted()
    {
        var order = new int[_kept.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (left, right) => Compare(_kept[left], left, _kept[right], right));
        var sorted = new List<Diagnostic>(order.Length + 1);
        foreach (var index in order)
            sorted.Add(_kept[index]);
        if (_dropped > 0)
            sorted.Add(new Diagnostic(ConfigurationCodes.MoreProblems, _droppedErrors ? Severity.Error : Severity.Warning, null,
                $"{_dropped} more problems are not shown", "correct these first, then check again"));
        return sorted;
    }

    private static int Compare(Diagnostic left, int leftIndex, Diagnostic right, int rightIndex)
    {
        var (leftPlace, rightPlace) = (left.Place ?? default, right.Place ?? default);
        var order = string.CompareOrdinal(leftPlace.File, rightPlace.File);
        if (order == 0)
            order = leftPlace.Line.CompareTo(rightPlace.Line);
        if (order == 0)
            order = leftPlace.Column.CompareTo(rightPlace.Column);
        return order != 0 ? order : leftIndex.CompareTo(rightIndex);
    }
}
