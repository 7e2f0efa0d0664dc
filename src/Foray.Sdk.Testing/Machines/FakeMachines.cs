using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Sdk.Testing.Machines;

/// <summary>The machines of an experiment that is up, for a plugin that asks its host for them.</summary>
/// <param name="machines">The machines; none means that nothing is up. They stay whose they are.</param>
public sealed class FakeMachines(params IReadOnlyList<IMachine> machines) : IMachines
{
    private const string NothingThere = "FORAY346";

    /// <inheritdoc/>
    public Task<IReadOnlyList<IMachine>> FindAsync(LabelSelector? labels, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<IMachine> found = [.. machines.Where(machine => labels is null || labels.Labels.Any(machine.Labels.Contains))];
        return found.Count > 0
            ? Task.FromResult(found)
            : throw new DiagnosticException(Diagnostic.Error(NothingThere, labels is null ? "no machine is up" : $"no machine that is up has a label of '{labels}'", "bring machines up with 'foray up'"));
    }
}
