using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Access;

/// <summary>What a site gets from somebody who only looks at its machines: nothing that it says of them is written down.</summary>
internal sealed record AccessContext(string ExperimentFolder, string StateFolder, ILogger Logger) : ISiteContext
{
    public void Record(MachineRecord machine) => throw new InvalidOperationException("machines are recorded while they are brought up, not while they are reached");

    public void ReportRemade(string machineId) => throw new InvalidOperationException("machines are made while they are brought up, not while they are reached");
}
