using System.Runtime.Serialization;

namespace Foray.Deployments.HTCondor;

/// <summary>What machines are in an HTCondor pool.</summary>
public enum HTCondorRole
{
    /// <summary>The one machine with the collector and the negotiator.</summary>
    [EnumMember(Value = "central-manager")]
    CentralManager,

    /// <summary>Machines that run jobs.</summary>
    Execute,

    /// <summary>Machines from which jobs are submitted.</summary>
    Submit,

    /// <summary>Machines that are a whole pool of their own each.</summary>
    Personal,
}
