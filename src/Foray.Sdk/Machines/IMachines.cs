using Foray.Sdk.Options;

namespace Foray.Sdk.Machines;

/// <summary>The machines of an experiment that is up, for plugins that work on machines of any site without being a part of the experiment's file. Which experiment, the host decides.</summary>
public interface IMachines
{
    /// <summary>
    /// The machines that a selector chooses, each once, in the order in which they were made. They are connected when they are first used. They stay the host's, which gives
    /// every caller the same ones: whoever gets them disposes none, and takes none down.
    /// </summary>
    /// <param name="labels">Labels of the machines; null for all machines.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>At least one machine.</returns>
    /// <exception cref="Diagnostics.DiagnosticException">No machine is up, or none has one of the labels.</exception>
    Task<IReadOnlyList<IMachine>> FindAsync(LabelSelector? labels, CancellationToken cancellationToken);
}
