using System.Globalization;
using Foray.Sdk.Checks;
using Foray.Sdk.Options;

namespace Foray.Configuration.Checking;

/// <summary>The labels that a file defines.</summary>
internal sealed class LabelIndex
{
    private readonly OrderedDictionary<string, List<PlannedMachine>> _machines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<string> _written = [];

    /// <summary>True where some labels cannot be known, because what defines them is wrong; then none is called undefined.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Every label with a machine, generated ones included.</summary>
    public IEnumerable<string> All => _machines.Keys.Concat(_open);

    /// <summary>The labels that people write, without the numbered ones.</summary>
    public IReadOnlyList<string> Written => _written;

    public void Add(string label, PlannedMachine machine, bool isNumbered)
    {
        if (!_machines.TryGetValue(label, out var machines))
        {
            _machines[label] = machines = [];
            if (!isNumbered)
                _written.Add(label);
        }

        if (machines.Count == 0 || !ReferenceEquals(machines[^1], machine))
            machines.Add(machine);
    }

    /// <summary>Takes a label as defined, though its machines cannot be known.</summary>
    public void AddOpen(string label)
    {
        if (_open.Add(label) && !_machines.ContainsKey(label))
            _written.Add(label);
    }

    public bool IsDefined(string label) =>
        IsUnknown || _machines.ContainsKey(label) || _open.Contains(label) || (_open.Count > 0 && IsNumberOfOpen(label));

    public IReadOnlyList<PlannedMachine> MachinesOf(string label) => _machines.TryGetValue(label, out var machines) ? machines : [];

    public IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> ToDictionary()
    {
        var labels = new Dictionary<string, IReadOnlyList<PlannedMachine>>(_machines.Count, StringComparer.Ordinal);
        foreach (var (label, machines) in _machines)
            labels[label] = machines;
        return labels;
    }

    private bool IsNumberOfOpen(string label)
    {
        foreach (var prefix in Label.ReservedPrefixes)
        {
            var dot = label.LastIndexOf('.');
            if (label.StartsWith(prefix, StringComparison.Ordinal) && dot > prefix.Length
                && int.TryParse(label.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return _open.Contains(label[prefix.Length..dot]);
        }

        return false;
    }
}
