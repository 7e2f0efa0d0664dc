using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Installs;

/// <summary>What software and deployments get from their host.</summary>
public interface IInstallContext
{
    /// <summary>Stable id of this section on these machines, for the commands it starts: a part of <see cref="CommandSpec.Id"/>.</summary>
    string Id { get; }

    /// <summary>Folder of the experiment file.</summary>
    string ExperimentFolder { get; }

    /// <summary>The machines to bring to the wanted state, in the order of the file.</summary>
    IReadOnlyList<IMachine> Machines { get; }

    /// <summary>
    /// All sections of the same plugin, this one included, in the order of the file, for systems whose parts have to know each other.
    /// Their other machines may be asked and told things; what they need themselves is their own section's work. Default: none are known.
    /// </summary>
    IReadOnlyList<InstallSection> Sections => [];

    /// <summary>Variables of the file, secrets revealed; they go into the environment of commands.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Local folder for logs of the work on a machine.</summary>
    string LogFolder(IMachine machine);

    /// <summary>Logger of the plugin.</summary>
    ILogger Logger { get; }

    /// <summary>Says how the work on one machine ended; every machine once.</summary>
    void Report(IMachine machine, InstallOutcome outcome);
}
