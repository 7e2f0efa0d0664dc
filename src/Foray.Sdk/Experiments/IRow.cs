using Foray.Sdk.Machines;

namespace Foray.Sdk.Experiments;

/// <summary>A case on a machine, to be run now.</summary>
public interface IRow
{
    /// <summary>The case.</summary>
    CasePlan Case { get; }

    /// <summary>The machine; null while a case that may run on any has none.</summary>
    IMachine? Machine { get; }

    /// <summary>Where its work goes on the machine: first part of the id of all its commands, and its folder there. Set by <see cref="IExperimentRun.Begin"/>.</summary>
    string Id { get; }

    /// <summary>Local folder for what it leaves: a folder per script. Exists after <see cref="IExperimentRun.Begin"/>.</summary>
    string Folder { get; }

    /// <summary>Local folder for its outputs; made by whoever puts something there.</summary>
    string OutputFolder { get; }

    /// <summary>The attempt that runs or ran last, from 1; 0 before the first.</summary>
    int Attempt { get; }

    /// <summary>True where an earlier run began this attempt and did not see its end: its commands may still run and are attached to by their ids.</summary>
    bool Resumed { get; }

    /// <summary>
    /// Adds to an environment what the host offers to programs on the row's machine, such as an address at which they can log. What the experiment sets itself stays as it is.
    /// Asked after <see cref="IExperimentRun.Begin"/>, for each attempt. Default: nothing is added.
    /// </summary>
    /// <param name="variables">The variables that the experiment has for a command on the row's machine.</param>
    IReadOnlyDictionary<string, string> Complete(IReadOnlyDictionary<string, string> variables) => variables;
}
