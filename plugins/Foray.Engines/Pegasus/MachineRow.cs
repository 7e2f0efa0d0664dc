using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Pegasus;

/// <summary>A row as another of its machines is a part of it: with a folder of outputs of its own, so that no machine's output takes the place of another's.</summary>
internal sealed class MachineRow(IRow row, IMachine machine) : IRow
{
    public CasePlan Case => row.Case;

    public IMachine? Machine => machine;

    public string Id => $"{row.Id}@{machine.Name}";

    public string Folder => row.Folder;

    public string OutputFolder => Path.Combine(row.OutputFolder, machine.Name);

    public int Attempt => row.Attempt;

    public bool Resumed => row.Resumed;
}
