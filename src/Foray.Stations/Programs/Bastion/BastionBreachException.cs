namespace Foray.Stations.Programs.Bastion;

/// <summary>A worker did not keep to the bastion protocol. It is ended, and nothing that it sends is heard any more.</summary>
/// <param name="breach">What it did, to stand after "spoke no bastion protocol: ".</param>
/// <param name="cause">What it led to here; null where there is nothing more to say.</param>
internal sealed class BastionBreachException(string breach, Exception? cause = null) : Exception(breach, cause)
{
    /// <summary>Whether a member is there that has another type or form. In the arguments of a call that is no breach: the program may have given it.</summary>
    public bool IsWrongValue { get; init; }
}
