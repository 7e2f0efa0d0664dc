using Foray.Sdk.Machines;

namespace Foray.Deployments.HTCondor;

/// <summary>A machine of a pool.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Roles">All that it is in the pool, in order.</param>
/// <param name="Address">The address at which the others find it, or its host's name where no address is its alone; null where it is the only member.</param>
/// <param name="MoreLines">What its sections add to its configuration.</param>
internal sealed record PoolMember(IMachine Machine, IReadOnlyList<HTCondorRole> Roles, string? Address, string MoreLines)
{
    /// <summary>Kinds of daemons by which the pool knows that a machine is what it should be, as condor_status names them.</summary>
    public static IReadOnlyList<string> DaemonsOf(HTCondorRole role) => role switch
    {
        HTCondorRole.CentralManager => ["collector", "negotiator"],
        HTCondorRole.Execute => ["startd"],
        HTCondorRole.Submit => ["schedd"],
        _ => ["collector", "negotiator", "schedd", "startd"],
    };
}
