using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Sites;

/// <summary>What a site gets from its host.</summary>
public interface ISiteContext
{
    /// <summary>Folder of the experiment file; relative paths of options are taken from it. The folder of the state where the file is gone.</summary>
    string ExperimentFolder { get; }

    /// <summary>Local folder in which the site may keep what belongs to its machines.</summary>
    string StateFolder { get; }

    /// <summary>Logger of the site.</summary>
    ILogger Logger { get; }

    /// <summary>
    /// Writes a machine into the journal, on disk when this returns. A site calls it before it makes anything that would otherwise be orphaned by a crash,
    /// and again when it knows more. Recording what is known already changes nothing.
    /// </summary>
    void Record(MachineRecord machine);

    /// <summary>Says that a machine had to be made although it may have been up before, so that what was installed on it is installed again.</summary>
    /// <param name="machineId">Identity of the machine.</param>
    void ReportRemade(string machineId);
}
