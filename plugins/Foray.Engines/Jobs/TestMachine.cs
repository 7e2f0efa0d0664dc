using Foray.Sdk.Machines;

namespace Foray.Engines.Jobs;

/// <summary>A machine as a test has it. Its folder there stays when the test has ended, until what it reported is kept and its row removes it.</summary>
/// <param name="machine">The machine.</param>
/// <param name="row">Id of the row.</param>
internal sealed class TestMachine(IMachine machine, string row) : ForwardingMachine(machine)
{
    // A command of the row's own id would be removed together with the row's folder.
    public override Task<ProgramEnd> RunProgramAsync(ProgramSpec program, string localFolder, CancellationToken cancellationToken) =>
        base.RunProgramAsync(program.Id == row ? program with { Id = $"{row}/{TestRow.Part}" } : program, localFolder, cancellationToken);

    public override Task RemoveAsync(string prefix, CancellationToken cancellationToken) => prefix == row ? Task.CompletedTask : base.RemoveAsync(prefix, cancellationToken);
}
