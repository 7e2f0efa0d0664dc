using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Testing.Experiments;

/// <summary>A case on a machine, to be run.</summary>
public sealed class FakeRow : IRow
{
    private int _begun;

    internal FakeRow(CasePlan plan, IMachine? machine, string folder)
    {
        var place = machine?.Name ?? "any";
        (Case, Machine) = (plan, machine);
        Folder = Path.Combine(folder, "rows", $"{plan.Name}@{machine?.Name}");
        OutputFolder = Path.Combine(folder, "outputs", plan.Name, place);
    }

    /// <inheritdoc/>
    public CasePlan Case { get; }

    /// <inheritdoc/>
    public IMachine? Machine { get; private set; }

    /// <inheritdoc/>
    public string Id => string.Concat($"{Case.Name}.{Machine?.Name}-{Attempt}".Select(character => char.IsAsciiLetterOrDigit(character) || ".=,-".Contains(character, StringComparison.Ordinal) ? character : '_'));

    /// <inheritdoc/>
    public string Folder { get; }

    /// <inheritdoc/>
    public string OutputFolder { get; }

    /// <inheritdoc/>
    public int Attempt { get; private set; }

    /// <inheritdoc/>
    public bool Resumed { get; private set; }

    internal void Resume(int attempt) => (Attempt, Resumed) = (attempt, true);

    internal void Begin(IMachine machine)
    {
        Machine = machine;
        if (!Resumed || _begun > 0)
            Attempt++;
        _begun++;
        Directory.CreateDirectory(Folder);
    }
}
