using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Tests.Support;

internal sealed class FakeRow(CasePlan plan, IMachine? machine, string folder) : IRow
{
    private int _begun;

    public CasePlan Case => plan;

    public IMachine? Machine { get; private set; } = machine;

    public string Id => $"{plan.Name}@{Machine?.Name}-{Attempt}";

    public string Folder { get; } = Path.Combine(folder, "rows", $"{plan.Name}@{machine?.Name}");

    public string OutputFolder { get; init; } = Path.Combine(folder, "outputs", plan.Name, machine?.Name ?? "any");

    public int Attempt { get; private set; }

    public bool Resumed { get; private set; }

    public void Resume(int attempt) => (Attempt, Resumed) = (attempt, true);

    public void Begin(IMachine machine)
    {
        Machine = machine;
        if (!Resumed || _begun > 0)
            Attempt++;
        _begun++;
        Directory.CreateDirectory(Folder);
    }
}
